import { ActionIcon, Button, Card, Group, Text, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../app/failures";
import { useNames } from "../app/people";
import { Time } from "../app/Time";

/** The list with one of its members a place further up (-1) or down (1). */
function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const all = [...list];
  const [one] = all.splice(index, 1);
  if (one !== undefined) all.splice(index + by, 0, one);
  return all;
}

/** Moves one member of a list, or takes it out. */
export function Place<T>({ list, index, set }: { list: readonly T[]; index: number; set: (list: readonly T[]) => void }) {
  const { t } = useTranslation();
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" aria-label={t("settings.up")} disabled={index === 0} onClick={() => set(moved(list, index, -1))}>
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={t("settings.down")} disabled={index === list.length - 1} onClick={() => set(moved(list, index, 1))}>
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={t("remove")} onClick={() => set(list.filter((_, place) => place !== index))}>
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}

/** A form whose result is a new version of something; who may not save it can still read it. */
export function VersionForm({
  mayChange,
  saving,
  save,
  reason,
  setReason,
  needed = false,
  children,
}: {
  mayChange: boolean;
  saving: { readonly error: Error | null; readonly isPending: boolean };
  save: () => void;
  reason: string;
  setReason: (reason: string) => void;
  /** Whether it cannot be saved without a reason. */
  needed?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <fieldset disabled={!mayChange} className="plain">
        {children}
        {mayChange && (
          <>
            <TextInput label={t("reason")} description={t("settings.reasonHelp")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required={needed} />
            {saving.error && <Failure of={saving.error} />}
            <Button type="submit" loading={saving.isPending}>
              {t("settings.newVersion")}
            </Button>
          </>
        )}
      </fieldset>
    </form>
  );
}

interface Version {
  readonly version: number;
  readonly savedBy?: string | null;
  readonly savedAt?: string | null;
  readonly reason?: string | null;
}

export function Versions({ of, more }: { of: readonly Version[] | undefined; more?: (version: Version) => ReactNode }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Card withBorder component="section" aria-label={t("settings.versions")}>
      {of?.map((version) => (
        <Group key={version.version} gap="xs">
          <Text size="sm">
            {t("settings.version", { version: version.version })} · {version.savedBy ? names(version.savedBy) : "Manabi"} {version.savedAt && <Time at={version.savedAt} />} {version.reason}
          </Text>
          {more?.(version)}
        </Group>
      ))}
    </Card>
  );
}
