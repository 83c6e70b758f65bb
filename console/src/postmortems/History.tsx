import { Button, Card, Group, Modal, Slider, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read, readAll } from "../app/api";
import { useNames } from "../app/people";
import { Time } from "../app/Time";
import { Difference } from "./Difference";

type Entry = PostmortemApi["HistoryEntry"];

/** Everything that happened to a postmortem, oldest first. */
export function useHistory(number: string) {
  return useQuery({
    queryKey: ["history", number],
    queryFn: () => readAll<Entry>((cursor) => postmortemApi.GET("/api/v1/postmortems/{id}/history", { params: { path: { id: number }, query: { limit: 200, cursor } } })),
  });
}

/** How the text came to be: what changed since any version, word by word. */
export function History({ postmortem }: { postmortem: PostmortemApi["Postmortem"] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Card withBorder component="section" aria-label={t("history.title")} className="no-print">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("history.title")}
        </Title>
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          {t("history.open")}
        </Button>
      </Group>
      <Modal opened={open} onClose={() => setOpen(false)} title={t("history.title")} size="xl">
        {open && <Shown postmortem={postmortem} />}
      </Modal>
    </Card>
  );
}

function Shown({ postmortem }: { postmortem: PostmortemApi["Postmortem"] }) {
  const { t } = useTranslation();
  const names = useNames();
  const history = useHistory(postmortem.number);
  const entries = history.data ?? [];
  const newest = entries.at(-1)?.version ?? 1;
  const [from, setFrom] = useState(1);
  const at = entries.find((entry) => entry.version === from);
  const difference = useQuery({
    queryKey: ["difference", postmortem.number, from, newest],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems/{id}/changes", { params: { path: { id: postmortem.number }, query: { from: String(from), to: newest } } })),
    enabled: newest > 1 && from < newest,
  });
  return (
    <Stack>
      <Text size="sm">{t("history.since")}</Text>
      <Slider min={1} max={newest} value={from} onChange={setFrom} thumbLabel={t("history.since")} label={(version) => `${version}`} />
      {at && (
        <Text size="sm" c="dimmed">
          {from} / {newest} · {at.type.replace(/\.v\d+$/, "")} · {names(at.actor)} · <Time at={at.at} />
        </Text>
      )}
      {difference.data && <Difference of={difference.data} />}
    </Stack>
  );
}
