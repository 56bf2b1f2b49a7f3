import { Button, Group, Text } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import classes from "./account.module.css";

/** Shows backup codes once. Each code replaces the phone for one sign-in. */
export function BackupCodes({ codes }: { codes: string[] }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const text = codes.join("\n");

  function download() {
    const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "backup-codes.txt";
    link.click();
    URL.revokeObjectURL(address);
  }

  return (
    <div>
      <Text size="sm" mb={6}>
        Keep these backup codes in a safe place. Each signs you in once when you don't have your phone. They
        are not shown again.
      </Text>
      <ul className={classes.codes} aria-label="Backup codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs" mt="xs">
        <Button size="xs" variant="default" onClick={() => clipboard.copy(text)}>
          {clipboard.copied ? "Copied" : "Copy"}
        </Button>
        <Button size="xs" variant="default" onClick={download}>
          Download
        </Button>
      </Group>
    </div>
  );
}
