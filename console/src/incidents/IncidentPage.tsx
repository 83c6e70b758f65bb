import { Alert, Anchor, Button, Card, Checkbox, Chip, Grid, Group, Loader, Select, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, postmortemApi, read } from "../app/api";
import { Severity, State } from "../app/badges";
import { useDraft } from "../app/Draft";
import { Failure } from "../app/failures";
import { ButtonLink, TextLink } from "../app/links";
import { useCatalog, useNames } from "../app/people";
import { fromLocalInput, length, Time, toLocalInput } from "../app/Time";
import { useChange } from "../app/useChange";
import { ImpactForm } from "./ImpactForm";

type Incident = IncidentApi["Incident"];
type Kind = IncidentApi["EntryKind"];
const KINDS: readonly Kind[] = ["NOTE", "STATUS", "ACTION", "DEPLOYMENT", "ALERT", "CHAT"];

export function IncidentPage() {
  const { t } = useTranslation();
  const { number } = useParams({ from: "/incidents/$number" });
  const incident = useQuery({
    queryKey: ["incident", number],
    queryFn: () => read(incidentApi.GET("/api/v1/incidents/{id}", { params: { path: { id: number } } })),
    refetchInterval: 5_000,
  });
  if (incident.error && !incident.data) return <Failure of={incident.error} retry={() => void incident.refetch()} />;
  if (!incident.data) return <Loader aria-label={t("loading")} />;
  return <Shown incident={incident.data} key={incident.data.id} />;
}

function Shown({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Stack>
      <Group gap="xs">
        <Title order={1} size="h2">
          {incident.number} {incident.title}
        </Title>
        <Severity of={incident.severity} />
        <State of={incident.status} />
      </Group>
      {incident.mergedInto && (
        <Alert color="gray">
          {t("incident.mergedInto")} <TextLink to="/incidents/$number" params={{ number: incident.mergedInto.number }}>{incident.mergedInto.number}</TextLink>
        </Alert>
      )}
      {incident.summary && <Text>{incident.summary}</Text>}
      <Steps incident={incident} />
      {incident.status === "CLOSED" && <WhatFollows incident={incident} />}
      {incident.warnings.length > 0 && (
        <Alert color="yellow" title={t("incident.warnings")}>
          {incident.warnings.map((warning) => (
            <Text size="sm" key={warning.rule + (warning.entry ?? "")}>
              {warning.message}
            </Text>
          ))}
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Timeline incident={incident} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack>
            <Card withBorder component="section" aria-label={t("incident.durations")}>
              <Title order={2} size="h4">
                {t("incident.durations")}
              </Title>
              <SimpleGrid cols={2} spacing={4} mt="xs">
                {(["detect", "acknowledge", "mitigate", "resolve"] as const).map((phase) => (
                  <Text size="sm" key={phase}>
                    <Text span c="dimmed">
                      {t(`incident.${phase}`)}
                    </Text>{" "}
                    <b>{incident.durations[phase].invalid ?? length(incident.durations[phase].seconds)}</b>
                  </Text>
                ))}
              </SimpleGrid>
            </Card>
            <Roles incident={incident} />
            <ImpactForm incident={incident} />
            <Card withBorder component="section" aria-label={t("incident.facts")}>
              <Title order={2} size="h4">
                {t("incident.facts")}
              </Title>
              <Text size="sm">
                {t("services")}: {incident.services.join(", ") || "–"}
              </Text>
              <Text size="sm">
                {t("team")}: {incident.team ?? "–"}
              </Text>
              <Text size="sm">
                {t("incident.commander")}: {names(incident.roles.commander)}
              </Text>
              <Text size="sm">
                {t("incident.evidence")}: {incident.coverage.withEvidence} / {incident.coverage.entries}
              </Text>
            </Card>
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

const NEXT: Record<Incident["status"], readonly ("acknowledge" | "mitigate" | "resolve" | "close")[]> = {
  OPEN: ["acknowledge", "mitigate", "resolve"],
  ACKNOWLEDGED: ["mitigate", "resolve"],
  MITIGATED: ["resolve"],
  RESOLVED: ["close"],
  CLOSED: [],
};

function Steps({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const step = useChange(["incident", "incidents", "process"], (what: "acknowledge" | "mitigate" | "resolve" | "close") => {
    const params = { path: { id: incident.id }, header: { "If-Match": `"${incident.version}"` } };
    switch (what) {
      case "acknowledge":
        return read(incidentApi.POST("/api/v1/incidents/{id}/acknowledge", { params, body: {} }));
      case "mitigate":
        return read(incidentApi.POST("/api/v1/incidents/{id}/mitigate", { params, body: {} }));
      case "resolve":
        return read(incidentApi.POST("/api/v1/incidents/{id}/resolve", { params, body: {} }));
      case "close":
        return read(incidentApi.POST("/api/v1/incidents/{id}/close", { params, body: {} }));
    }
  });
  const next = NEXT[incident.status];
  if (next.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={t("incident.steps")}>
      {next.map((what, place) => (
        <Button key={what} size="sm" variant={place === 0 ? "filled" : "default"} onClick={() => step.mutate(what)} loading={step.isPending && step.variables === what}>
          {t(`incident.do.${what}`)}
        </Button>
      ))}
    </Group>
  );
}

/** Whether a postmortem is due, why, and where it is. */
function WhatFollows({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const names = useNames();
  const decisions = useQuery({
    queryKey: ["decisions", incident.id],
    queryFn: () => read(postmortemApi.GET("/api/v1/decisions", { params: { query: { incidentId: incident.id, limit: 1 } } })),
    refetchInterval: (query) => (query.state.data?.items.length ? false : 1_000),
  });
  const postmortems = useQuery({
    queryKey: ["postmortems", incident.id],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems", { params: { query: { incidentId: incident.id, limit: 1 } } })),
    refetchInterval: (query) => (query.state.data?.items.length ? false : 2_000),
  });
  const decision = decisions.data?.items[0];
  const postmortem = postmortems.data?.items[0];
  return (
    <Card withBorder component="section" aria-label={t("decision.title")}>
      <Title order={2} size="h4">
        {t("decision.title")}
      </Title>
      {!decision && <Text role="status">{t("decision.judging")}</Text>}
      {decision && (
        <>
          <Text fw={600}>{t(`decision.${decision.outcome}`)}</Text>
          {decision.criteria.map((judgement) => (
            <Text size="sm" key={judgement.name}>
              {judgement.met === true ? "●" : judgement.met === false ? "○" : "?"} {judgement.name}: {judgement.saw}
              {judgement.threshold ? ` (${judgement.threshold})` : ""}
            </Text>
          ))}
          <Text size="xs" c="dimmed">
            {decision.policy} {decision.policyVersion} · <Time at={decision.decidedAt} />
          </Text>
        </>
      )}
      {postmortem && (
        <ButtonLink to="/postmortems/$number" params={{ number: postmortem.number }} mt="sm" rightSection={<IconArrowRight size={16} />}>
          {t("decision.open", { number: postmortem.number, owner: names(postmortem.owner) })}
        </ButtonLink>
      )}
    </Card>
  );
}

function Roles({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const choices = useCatalog();
  const [commander, setCommander] = useState(incident.roles.commander ?? null);
  const save = useChange(["incident"], () =>
    read(
      incidentApi.PUT("/api/v1/incidents/{id}/roles", {
        params: { path: { id: incident.id }, header: { "If-Match": `"${incident.version}"` } },
        body: { ...incident.roles, commander },
      }),
    ),
  );
  return (
    <Card withBorder component="section" aria-label={t("incident.roles")}>
      <Group align="flex-end" gap="xs">
        <Select label={t("incident.commander")} data={choices.people} value={commander} onChange={setCommander} searchable clearable style={{ flex: 1 }} />
        {commander !== (incident.roles.commander ?? null) && (
          <Button variant="default" onClick={() => save.mutate(undefined)} loading={save.isPending}>
            {t("save")}
          </Button>
        )}
      </Group>
    </Card>
  );
}

function Timeline({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const names = useNames();
  const [kinds, setKinds] = useState<string[]>([...KINDS]);
  const entries = incident.timeline.filter((entry) => kinds.includes(entry.kind)).sort((a, b) => a.occurredAt.localeCompare(b.occurredAt));
  const detected = incident.detectedAt ? Date.parse(incident.detectedAt) : null;
  return (
    <Stack component="section" aria-label={t("incident.timeline")}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("incident.timeline")}
        </Title>
        <Chip.Group multiple value={kinds} onChange={setKinds}>
          <Group gap={4}>
            {KINDS.filter((kind) => incident.timeline.some((entry) => entry.kind === kind)).map((kind) => (
              <Chip key={kind} value={kind} size="xs" variant="outline">
                {t(`entry.${kind}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Group>
      <NewEntry incident={incident} />
      {entries.length === 0 && <Text c="dimmed">{t("incident.noEntries")}</Text>}
      <ol style={{ listStyle: "none", padding: 0, margin: 0 }}>
        {entries.map((entry, index) => {
          const before = entries[index - 1];
          const gap = before ? (Date.parse(entry.occurredAt) - Date.parse(before.occurredAt)) / 60_000 : 0;
          const since = detected === null ? null : Math.round((Date.parse(entry.occurredAt) - detected) / 60_000);
          return (
            // The longer nothing happened, the longer the rail; a quiet night does not fill the screen.
            <li key={entry.id} className="rail" style={{ paddingTop: Math.min(48, 2 * Math.sqrt(Math.max(0, gap))), paddingBottom: 10 }}>
              <Text size="xs" c="dimmed" title={since === null ? undefined : t("incident.afterDetection", { minutes: since })}>
                <Time at={entry.occurredAt} /> · {t(`entry.${entry.kind}`)} · {entry.author ? names(entry.author) : entry.source}
              </Text>
              <Text style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{entry.text}</Text>
              {entry.evidence.map((evidence) => (
                <Text size="xs" key={(evidence.url ?? "") + (evidence.text ?? "")}>
                  {evidence.url && /^https?:/.test(evidence.url) ? (
                    <Anchor href={evidence.url} target="_blank" rel="noreferrer noopener">
                      {evidence.text || evidence.url}
                    </Anchor>
                  ) : (
                    evidence.text
                  )}
                </Text>
              ))}
            </li>
          );
        })}
      </ol>
    </Stack>
  );
}

function NewEntry({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const [text, setText] = useDraft(`entry.${incident.id}`);
  const [kind, setKind] = useState<Kind>("NOTE");
  const [earlier, setEarlier] = useState(false);
  const [at, setAt] = useState(() => toLocalInput(new Date().toISOString()));
  const add = useChange(
    ["incident"],
    () =>
      read(
        incidentApi.POST("/api/v1/incidents/{id}/timeline", {
          params: { path: { id: incident.id } },
          body: { occurredAt: (earlier && fromLocalInput(at)) || new Date().toISOString(), kind, text: text.trim() },
        }),
      ),
    () => setText(""),
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
        <Select data={KINDS.map((one) => ({ value: one, label: t(`entry.${one}`) }))} value={kind} onChange={(value) => value && setKind(value as Kind)} allowDeselect={false} aria-label={t("kind")} w={150} />
        <Checkbox label={t("incident.earlier")} checked={earlier} onChange={(event) => setEarlier(event.currentTarget.checked)} />
        {earlier && <TextInput type="datetime-local" value={at} onChange={(event) => setAt(event.currentTarget.value)} aria-label={t("incident.when")} />}
        <Button type="submit" variant="default" loading={add.isPending}>
          {t("add")}
        </Button>
      </Group>
    </form>
  );
}
