import { Anchor, Button, Checkbox, Chip, Group, Select, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read } from "../app/api";
import { useDraft } from "../app/Draft";
import { FormDialog } from "../app/FormDialog";
import { useNames } from "../app/people";
import { fromLocalInput, Time, toLocalInput } from "../app/Time";
import { useChange } from "../app/useChange";

type Incident = IncidentApi["Incident"];
type Entry = IncidentApi["TimelineEntry"];
type Kind = IncidentApi["EntryKind"];
const KINDS: readonly Kind[] = ["NOTE", "STATUS", "ACTION", "DEPLOYMENT", "ALERT", "CHAT"];

/** The phases of a response, each from a time of the incident on. */
const PHASES = [
  { name: "before", from: () => null },
  { name: "unnoticed", from: (incident: Incident) => incident.startedAt },
  { name: "respond", from: (incident: Incident) => incident.detectedAt },
  { name: "mitigate", from: (incident: Incident) => incident.acknowledgedAt },
  { name: "repair", from: (incident: Incident) => incident.mitigatedAt },
  { name: "after", from: (incident: Incident) => incident.resolvedAt },
] as const;

function phaseAt(incident: Incident, at: number): (typeof PHASES)[number] {
  return PHASES.reduce((found, phase) => {
    const from = phase.from(incident);
    return from && Date.parse(from) <= at ? phase : found;
  }, PHASES[0] as (typeof PHASES)[number]);
}

/** What happened, minute by minute; the longer nothing happened, the longer the rail. */
export function Timeline({ incident, writable }: { incident: Incident; writable: boolean }) {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [corrected, setCorrected] = useState<Entry | null>(null);
  const there = KINDS.filter((kind) => incident.timeline.some((entry) => entry.kind === kind));
  const entries = incident.timeline.filter((entry) => !hidden.includes(entry.kind)).sort((a, b) => a.occurredAt.localeCompare(b.occurredAt));
  return (
    <Stack component="section" aria-label={t("incident.timeline")}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("incident.timeline")}
        </Title>
        {there.length > 1 && (
          <Chip.Group multiple value={there.filter((kind) => !hidden.includes(kind))} onChange={(shown) => setHidden(there.filter((kind) => !shown.includes(kind)))}>
            <Group gap={4}>
              {there.map((kind) => (
                <Chip key={kind} value={kind} size="xs" variant="outline">
                  {t(`entry.${kind}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        )}
      </Group>
      {writable && <NewEntry incident={incident} />}
      {entries.length === 0 && <Text c="dimmed">{t("incident.noEntries")}</Text>}
      <ol className="timeline">
        {entries.map((entry, index) => {
          const before = entries[index - 1];
          const at = Date.parse(entry.occurredAt);
          const phase = phaseAt(incident, at);
          const gap = before ? (at - Date.parse(before.occurredAt)) / 60_000 : 0;
          const begins = !before || phaseAt(incident, Date.parse(before.occurredAt)) !== phase;
          return (
            <li key={entry.id} className="rail" data-phase={phase.name} style={{ paddingTop: Math.min(48, 2 * Math.sqrt(Math.max(0, gap))) }}>
              {begins && (
                <Text size="xs" fw={600}>
                  {t(`phase.${phase.name}`)}
                </Text>
              )}
              <EntryShown incident={incident} entry={entry} correct={writable && entry.kind !== "STATUS" ? () => setCorrected(entry) : undefined} />
            </li>
          );
        })}
      </ol>
      {corrected && <CorrectEntry incident={incident} entry={corrected} close={() => setCorrected(null)} />}
    </Stack>
  );
}

function EntryShown({ incident, entry, correct }: { incident: Incident; entry: Entry; correct?: () => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const since = incident.detectedAt ? Math.round((Date.parse(entry.occurredAt) - Date.parse(incident.detectedAt)) / 60_000) : null;
  const before = incident.corrections.filter((one) => one.entryId === entry.id);
  return (
    <>
      <Group gap={6}>
        <Text size="xs" c="dimmed" title={since === null ? undefined : t("incident.afterDetection", { minutes: since })}>
          <Time at={entry.occurredAt} /> · {t(`entry.${entry.kind}`)} · {entry.author ? names(entry.author) : entry.source}
        </Text>
        {before.length > 0 && (
          <Text size="xs" c="dimmed" title={before.map((one) => `${one.before.text} (${one.by})`).join("\n")}>
            {t("incident.corrected", { count: before.length })}
          </Text>
        )}
        {correct && (
          <Button size="compact-xs" variant="subtle" onClick={correct} aria-label={`${t("incident.correct")}: ${entry.text.slice(0, 60)}`}>
            {t("incident.correct")}
          </Button>
        )}
      </Group>
      <Text style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{entry.text}</Text>
      {entry.evidence.map((evidence) => (
        <Text size="xs" key={(evidence.url ?? "") + (evidence.text ?? "")} style={{ overflowWrap: "anywhere" }}>
          {evidence.url && /^https?:/.test(evidence.url) ? (
            <Anchor href={evidence.url} target="_blank" rel="noreferrer noopener">
              {evidence.text || evidence.url}
            </Anchor>
          ) : (
            evidence.text
          )}
        </Text>
      ))}
    </>
  );
}

/** What people can say that an entry is; the status is said by the steps. */
export function KindSelect({ kind, set, size }: { kind: Kind; set: (kind: Kind) => void; size?: "xs" }) {
  const { t } = useTranslation();
  return <Select data={KINDS.filter((one) => one !== "STATUS").map((one) => ({ value: one, label: t(`entry.${one}`) }))} value={kind} onChange={(value) => value && set(value as Kind)} allowDeselect={false} aria-label={t("kind")} size={size} w={150} />;
}

const evidenceOf = (link: string): IncidentApi["NewEvidence"][] => (link.trim() ? [{ kind: "LINK", url: link.trim() }] : []);

function NewEntry({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const [text, setText] = useDraft(`entry.${incident.id}`);
  const [link, setLink] = useDraft(`entry-link.${incident.id}`);
  const [kind, setKind] = useState<Kind>("NOTE");
  const [earlier, setEarlier] = useState(false);
  const [at, setAt] = useState(() => toLocalInput(new Date().toISOString()));
  const add = useChange(
    ["incident"],
    () =>
      read(
        incidentApi.POST("/api/v1/incidents/{id}/timeline", {
          params: { path: { id: incident.id } },
          body: { occurredAt: (earlier && fromLocalInput(at)) || new Date().toISOString(), kind, text: text.trim(), evidence: evidenceOf(link) },
        }),
      ),
    () => {
      setText("");
      setLink("");
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(undefined);
      }}
    >
      <Textarea label={t("incident.newEntry")} placeholder={t("incident.newEntryHelp")} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={2} required />
      <Group mt={6} gap="xs">
        <KindSelect kind={kind} set={setKind} />
        <TextInput type="url" placeholder={t("incident.link")} aria-label={t("incident.link")} value={link} onChange={(event) => setLink(event.currentTarget.value)} style={{ flex: "1 1 160px" }} />
        <Checkbox label={t("incident.earlier")} checked={earlier} onChange={(event) => setEarlier(event.currentTarget.checked)} />
        {earlier && <TextInput type="datetime-local" value={at} onChange={(event) => setAt(event.currentTarget.value)} aria-label={t("incident.when")} />}
        <Button type="submit" variant="default" loading={add.isPending}>
          {t("add")}
        </Button>
      </Group>
    </form>
  );
}

function CorrectEntry({ incident, entry, close }: { incident: Incident; entry: Entry; close: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(entry.text);
  const [kind, setKind] = useState(entry.kind);
  const [at, setAt] = useState(() => toLocalInput(entry.occurredAt));
  const [link, setLink] = useState("");
  const save = useChange(
    ["incident"],
    () =>
      read(
        incidentApi.PUT("/api/v1/incidents/{id}/timeline/{entry}", {
          params: { path: { id: incident.id, entry: entry.id }, header: { "If-Match": `"${incident.version}"` } },
          // Seconds that the field does not show stay where the minute stays.
          body: { occurredAt: (at !== toLocalInput(entry.occurredAt) && fromLocalInput(at)) || entry.occurredAt, kind, text: text.trim(), evidence: [...entry.evidence, ...evidenceOf(link)] },
        }),
      ),
    close,
  );
  return (
    <FormDialog title={t("incident.correct")} close={close} send={() => save.mutate(undefined)} sending={save} size="lg">
      <Text size="sm">{t("incident.correctHelp")}</Text>
      <Textarea label={t("incident.newEntry")} value={text} onChange={(event) => setText(event.currentTarget.value)} required autosize minRows={2} data-autofocus />
      <Group>
        <KindSelect kind={kind} set={setKind} />
        <TextInput type="datetime-local" value={at} onChange={(event) => setAt(event.currentTarget.value)} aria-label={t("incident.when")} />
      </Group>
      <TextInput type="url" label={t("incident.link")} value={link} onChange={(event) => setLink(event.currentTarget.value)} />
    </FormDialog>
  );
}
