import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { ACTION_KINDS } from "../app/choices";
import { State } from "../app/badges";
import { useDraft } from "../app/Draft";
import { useCatalog, useNames } from "../app/people";
import { Time, toLocalInput } from "../app/Time";
import { useChange } from "../app/useChange";

type Postmortem = PostmortemApi["Postmortem"];
type Item = PostmortemApi["ActionItem"];
type Kind = PostmortemApi["Kind"];
type Priority = PostmortemApi["Priority"];

const PRIORITIES: readonly Priority[] = ["P0", "P1", "P2", "P3", "P4"];

export function ActionItems({ postmortem, writable }: { postmortem: Postmortem; writable: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const [changed, setChanged] = useState<string | null>(null);
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
            {item.endState && <Text size="xs">{item.endState}</Text>}
            {writable && changed !== item.id && (
              <Group gap={4} mt={2}>
                <Button size="compact-xs" variant="default" onClick={() => setChanged(item.id)} aria-label={`${t("change")}: ${item.title}`}>
                  {t("change")}
                </Button>
                <Button size="compact-xs" variant="default" onClick={() => remove.mutate(item.id)} aria-label={`${t("remove")}: ${item.title}`}>
                  {t("remove")}
                </Button>
              </Group>
            )}
            {changed === item.id && <ActionForm postmortem={postmortem} item={item} done={() => setChanged(null)} />}
          </div>
        ))}
        {lint.data?.findings
          .filter((finding) => !finding.actionItemId)
          .map((finding) => (
            <Text size="xs" key={finding.code + finding.message}>
              ▲ {finding.message}
            </Text>
          ))}
        {writable && !changed && <ActionForm postmortem={postmortem} />}
      </Stack>
    </Card>
  );
}

/** A new action item, or an other wording of one. */
function ActionForm({ postmortem, item, done }: { postmortem: Postmortem; item?: Item; done?: () => void }) {
  const { t } = useTranslation();
  const { people } = useCatalog();
  const [title, setTitle] = useDraft(`action.${item?.id ?? postmortem.id}`, item?.title);
  const [endState, setEndState] = useDraft(`action-end.${item?.id ?? postmortem.id}`, item?.endState ?? "");
  const [kind, setKind] = useState<Kind>(item?.kind ?? "PREVENT");
  const [priority, setPriority] = useState<Priority>(item?.priority ?? "P2");
  const [owner, setOwner] = useState<string | null>(item?.owner ?? null);
  const [due, setDue] = useState(item ? toLocalInput(item.dueAt).slice(0, 10) : "");
  const path = { id: postmortem.number };
  const save = useChange(
    ["postmortem", "blockers"],
    () => {
      const body = { title: title.trim(), kind, priority, owner, endState: endState.trim() || null, ...(due ? { dueAt: new Date(`${due}T17:00`).toISOString() } : {}) };
      return item
        ? read(postmortemApi.PUT("/api/v1/postmortems/{id}/action-items/{itemId}", { params: { path: { ...path, itemId: item.id }, header: { "If-Match": "*" } }, body }))
        : read(postmortemApi.POST("/api/v1/postmortems/{id}/action-items", { params: { path }, body }));
    },
    () => {
      setTitle("");
      setEndState("");
      done?.();
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Stack gap={6}>
        <TextInput label={t("actions.new")} placeholder={t("actions.newHelp")} value={title} onChange={(event) => setTitle(event.currentTarget.value)} required />
        <TextInput label={t("actions.endState")} placeholder={t("actions.endStateHelp")} value={endState} onChange={(event) => setEndState(event.currentTarget.value)} />
        <Group grow>
          <Select label={t("kind")} data={ACTION_KINDS.map((one) => ({ value: one, label: t(`actionKind.${one}`) }))} value={kind} onChange={(value) => value && setKind(value as Kind)} allowDeselect={false} />
          <Select label={t("actions.priority")} data={[...PRIORITIES]} value={priority} onChange={(value) => value && setPriority(value as Priority)} allowDeselect={false} />
        </Group>
        <Group grow>
          <Select label={t("owner")} data={people} value={owner} onChange={setOwner} searchable clearable />
          <TextInput type="date" label={t("actions.due")} value={due} onChange={(event) => setDue(event.currentTarget.value)} />
        </Group>
        <Group gap={6}>
          <Button type="submit" variant="default" loading={save.isPending}>
            {item ? t("save") : t("add")}
          </Button>
          {done && (
            <Button variant="default" onClick={done}>
              {t("cancel")}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
