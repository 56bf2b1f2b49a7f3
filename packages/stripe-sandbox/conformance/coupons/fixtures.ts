export const nowInSeconds = () => Math.floor(Date.now() / 1000);
