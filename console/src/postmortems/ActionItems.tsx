import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { State } from "../app/badges";
import { useDraft } from "../app/Draft";
import { useCatalog, useNames } from "../app/people";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";

type Postmortem = PostmortemApi["Postmortem"];
type Kind = PostmortemApi["Kind"];
type Priority = PostmortemApi["Priority"];

const KINDS: readonly Kind[] = ["PREVENT", "MITIGATE", "DETECT", "REPAIR", "INVESTIGATE", "PROCESS"];
const PRIORITIES: readonly Priority[] = ["P0", "P1", "P2", "P3", "P4"];

export function ActionItems({ postmortem, writable }: { postmortem: Postmortem; writable: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const lint = useQuery({
    queryKey: ["blockers", "lint", postmortem.number],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems/{id}/action-items/lint", { params: { path: { id: postmortem.number } } })),
    enabled: writable,
  });
  const remove = useChange(["postmortem", "blockers"], (itemId: string) =>
    read(postmortemApi.DELETE("/api/v1/postmortems/{id}/action-items/{itemId}", { params: { path: { id: postmortem.number, itemId }, header: { "If-Match": "*" } } })),
  );
  return (
    <Card withBorder component="section" aria-label={t("actions.title")}>
      <Title order={2} size="h4">
        {t("actions.title")} <Text span c="dimmed">{postmortem.actionItems.length}</Text>
      </Title>
      <Stack gap="xs" mt="xs">
        {postmortem.actionItems.length === 0 && <Text size="sm">{t("actions.empty")}</Text>}
        {postmortem.actionItems.map((item) => (
          <div key={item.id}>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <Text size="sm" fw={600}>
                {item.title}
              </Text>
              <State of={item.status} />
            </Group>
            <Text size="xs" c="dimmed">
              {t(`actionKind.${item.kind}`)} · {item.priority ?? "–"} · {names(item.owner)} · <Time at={item.dueAt} how="ago" />
            </Text>
            {lint.data?.findings
              .filter((finding) => finding.actionItemId === item.id)
              .map((finding) => (
                <Text size="xs" key={finding.code + finding.message}>
                  ▲ {finding.message}
                </Text>
              ))}
            {writable && (
              <Button size="compact-xs" variant="default" mt={2} onClick={() => remove.mutate(item.id)}>
                {t("remove")}
              </Button>
            )}
          </div>
        ))}
        {lint.data?.findings
          .filter((finding) => !finding.actionItemId)
          .map((finding) => (
            <Text size="xs" key={finding.code + finding.message}>
              ▲ {finding.message}
            </Text>
          ))}
        {writable && <NewAction postmortem={postmortem} />}
      </Stack>
    </Card>
  );
}

function NewAction({ postmortem }: { postmortem: Postmortem }) {
  const { t } = useTranslation();
  const choices = useCatalog();
  const [title, setTitle] = useDraft(`action.${postmortem.id}`);
  const [endState, setEndState] = useDraft(`action-end.${postmortem.id}`);
  const [kind, setKind] = useState<Kind>("PREVENT");
  const [priority, setPriority] = useState<Priority>("P2");
  const [owner, setOwner] = useState<string | null>(null);
  const [due, setDue] = useState("");
  const add = useChange(
    ["postmortem", "blockers"],
    () =>
      read(
        postmortemApi.POST("/api/v1/postmortems/{id}/action-items", {
          params: { path: { id: postmortem.number } },
          body: { title: title.trim(), kind, priority, owner, endState: endState.trim() || null, ...(due ? { dueAt: new Date(`${due}T17:00`).toISOString() } : {}) },
        }),
      ),
    () => {
      setTitle("");
      setEndState("");
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(undefined);
      }}
    >
      <Stack gap={6}>
        <TextInput label={t("actions.new")} placeholder={t("actions.newHelp")} value={title} onChange={(event) => setTitle(event.currentTarget.value)} required />
        <TextInput label={t("actions.endState")} placeholder={t("actions.endStateHelp")} value={endState} onChange={(event) => setEndState(event.currentTarget.value)} />
        <Group grow>
          <Select label={t("kind")} data={KINDS.map((one) => ({ value: one, label: t(`actionKind.${one}`) }))} value={kind} onChange={(value) => value && setKind(value as Kind)} allowDeselect={false} />
          <Select label={t("actions.priority")} data={[...PRIORITIES]} value={priority} onChange={(value) => value && setPriority(value as Priority)} allowDeselect={false} />
        </Group>
        <Group grow>
          <Select label={t("owner")} data={choices.people} value={owner} onChange={setOwner} searchable clearable />
          <TextInput type="date" label={t("actions.due")} value={due} onChange={(event) => setDue(event.currentTarget.value)} />
        </Group>
        <Button type="submit" variant="default" loading={add.isPending}>
          {t("add")}
        </Button>
      </Stack>
    </form>
  );
}
