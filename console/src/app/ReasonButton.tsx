import { Button, type ButtonProps, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "./FormDialog";
import { useChange } from "./useChange";

/**
 * A button for what is done with a reason that others will read.
 *
 * @param keys what is read again afterwards
 * @param fields what is asked besides the reason
 */
export function ReasonButton<Output>({
  label,
  help,
  keys,
  ask,
  done,
  fields,
  ...looks
}: {
  label: string;
  help?: string;
  keys: readonly string[];
  ask: (reason: string) => Promise<Output>;
  done?: (output: Output) => void;
  fields?: ReactNode;
} & ButtonProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState("");
  const change = useChange(
    keys,
    () => ask(reason.trim()),
    (output: Output) => {
      setOpened(false);
      setReason("");
      done?.(output);
    },
  );
  return (
    <>
      <Button variant="default" {...looks} onClick={() => setOpened(true)}>
        {label}
      </Button>
      {opened && (
        <FormDialog title={label} close={() => setOpened(false)} send={() => change.mutate(undefined)} sending={change} label={label}>
          {help && <Text size="sm">{help}</Text>}
          {fields}
          <Textarea label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize minRows={2} data-autofocus />
        </FormDialog>
      )}
    </>
  );
}
