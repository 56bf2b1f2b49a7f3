// Before anything is drawn: whoever chose dark must not see a white page first.
const scheme = localStorage.getItem("mantine-color-scheme-value");
if (scheme === "light" || scheme === "dark")
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
