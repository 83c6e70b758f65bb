import { Button, Group, Modal, Stack } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "./failures";

interface Sending {
  readonly error: Error | null;
  readonly isPending: boolean;
}

/** A form above the page. What was typed stays in it when the change is refused. */
export function FormDialog({
  title,
  close,
  send,
  sending,
  label,
  size = "md",
  children,
}: {
  title: string;
  close: () => void;
  send: () => void;
  sending: Sending;
  label?: string;
  size?: "md" | "lg" | "xl";
  children: ReactNode;
}) {
  const { t } = useTranslation();
  // Whoever works with the keyboard goes on where the dialog was opened from.
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => void setTimeout(() => before instanceof HTMLElement && before.isConnected && before.focus()), [before]);
  return (
    <Modal opened onClose={close} title={title} size={size}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog may have been opened from within another form of the page.
          event.stopPropagation();
          send();
        }}
      >
        <Stack>
          {children}
          {sending.error && <Failure of={sending.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={sending.isPending}>
              {label ?? t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
