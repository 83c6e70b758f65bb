import { Button, Card, Group, List, Text, Textarea, Title } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { FormDialog } from "../app/FormDialog";
import { useChange } from "../app/useChange";

type Blocker = PostmortemApi["Blocker"];

/** Everything that still stands between the text and its publication, each with the way there. */
export function Blockers({ blockers, open, dismiss }: { blockers: readonly Blocker[]; open: (section: string) => void; dismiss: (blocker: Blocker) => void }) {
  const { t } = useTranslation();
  return (
    <Card withBorder component="section" aria-label={t("blockers.title")}>
      <Title order={2} size="h4">
        {t("blockers.title")} <Text span c="dimmed">{blockers.length}</Text>
      </Title>
      {blockers.length === 0 && (
        <Group gap={6}>
          <IconCircleCheck size={18} />
          <Text size="sm">{t("blockers.none")}</Text>
        </Group>
      )}
      <List size="sm" spacing={6} mt="xs">
        {blockers.map((blocker) => {
          const section = blocker.section;
          return (
            <List.Item key={(blocker.finding ?? "") + blocker.code + (blocker.section ?? "") + (blocker.actionItemId ?? "") + blocker.message}>
              {blocker.message}
              {blocker.text?.suggestion && (
                <Text size="xs" c="dimmed">
                  {t("blockers.rather")} {blocker.text.suggestion}
                </Text>
              )}
              <Group gap={6} mt={2}>
                {section && (
                  <Button size="compact-xs" variant="default" onClick={() => open(section)}>
                    {t("blockers.go")}
                  </Button>
                )}
                {blocker.finding && (
                  <Button size="compact-xs" variant="default" onClick={() => dismiss(blocker)}>
                    {t("editor.dismiss")}
                  </Button>
                )}
              </Group>
            </List.Item>
          );
        })}
      </List>
    </Card>
  );
}

/** What a check found may stay, with a reason that stands beside it from then on. */
export function Dismiss({ postmortem, blocker, close }: { postmortem: PostmortemApi["Postmortem"]; blocker: Blocker; close: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const dismiss = useChange(
    ["postmortem", "blockers"],
    () =>
      read(
        postmortemApi.POST("/api/v1/postmortems/{id}/dismissals", {
          params: { path: { id: postmortem.number } },
          body: { finding: blocker.finding ?? "", reason: reason.trim() },
        }),
      ),
    close,
  );
  return (
    <FormDialog title={t("blockers.dismissTitle")} close={close} send={() => dismiss.mutate(undefined)} sending={dismiss} label={t("editor.dismiss")}>
      <Text size="sm">{blocker.message}</Text>
      <Textarea label={t("reason")} description={t("blockers.dismissHelp")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize minRows={2} data-autofocus />
    </FormDialog>
  );
}
