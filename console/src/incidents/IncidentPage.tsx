import { Alert, Button, Card, Grid, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read } from "../app/api";
import { Severity, State } from "../app/badges";
import { TextLink } from "../app/links";
import { Asking } from "../app/Page";
import { useSession } from "../app/session";
import { length, Time } from "../app/Time";
import { useChange } from "../app/useChange";
import { useChanges } from "../app/useChanges";
import { Chats } from "./Chats";
import { Corrections } from "./Corrections";
import { Graphs } from "./Graphs";
import { ImpactForm } from "./ImpactForm";
import { Roles } from "./Roles";
import { Then } from "./Then";
import { Timeline } from "./Timeline";
import { WhatFollows } from "./WhatFollows";

type Incident = IncidentApi["Incident"];

/** What happened, as it is known now or was known at a time. */
export function IncidentPage() {
  const { number } = useParams({ from: "/incidents/$number" });
  const [at, setAt] = useState<string | null>(null);
  const incident = useQuery({
    queryKey: ["incident", number],
    queryFn: () => read(incidentApi.GET("/api/v1/incidents/{id}", { params: { path: { id: number } } })),
  });
  const then = useQuery({
    queryKey: ["incident", number, "at", at],
    queryFn: () => read(incidentApi.GET("/api/v1/incidents/{id}", { params: { path: { id: number }, query: { at: at ?? undefined } } })),
    enabled: at !== null,
    placeholderData: (before) => before,
  });
  useChanges(`/api/v1/incidents/${number}/events`, "incident");
  if (!incident.data) return <Asking of={incident} />;
  return (
    <Stack key={incident.data.id}>
      <Head incident={(at && then.data) || incident.data} back={at === null ? () => setAt(incident.data.declaredAt) : undefined} />
      {at !== null && <Then incident={incident.data} at={at} go={setAt} />}
      <Shown incident={(at && then.data) || incident.data} now={at === null} />
    </Stack>
  );
}

function Head({ incident, back }: { incident: Incident; back?: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Group gap="xs" justify="space-between">
        <Group gap="xs">
          <Title order={1} size="h2">
            {incident.number} {incident.title}
          </Title>
          <Severity of={incident.severity} />
          <State of={incident.status} />
        </Group>
        {back && (
          <Group gap="xs" className="no-print">
            <Button variant="default" size="sm" onClick={back}>
              {t("then.open")}
            </Button>
            <Corrections incident={incident} />
          </Group>
        )}
      </Group>
      {incident.mergedInto && (
        <Alert color="gray">
          {t("incident.mergedInto")}{" "}
          <TextLink to="/incidents/$number" params={{ number: incident.mergedInto.number }}>
            {incident.mergedInto.number}
          </TextLink>
        </Alert>
      )}
      {incident.summary && <Text style={{ whiteSpace: "pre-wrap" }}>{incident.summary}</Text>}
    </>
  );
}

function Shown({ incident, now }: { incident: Incident; now: boolean }) {
  const { t } = useTranslation();
  const writable = useSession().roles.includes("responder") && now;
  return (
    <>
      {writable && <Steps incident={incident} />}
      {now && (incident.status === "CLOSED" || incident.status === "RESOLVED") && <WhatFollows incident={incident} />}
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
          <Stack>
            <Timeline incident={incident} writable={now} />
            {now && <Graphs incident={incident} />}
            {now && <Chats incident={incident} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack>
            <Durations incident={incident} />
            <Roles incident={incident} writable={writable} />
            <ImpactForm incident={incident} writable={writable} />
            <Facts incident={incident} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
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

function Durations({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  return (
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
  );
}

const TIMES = ["startedAt", "detectedAt", "acknowledgedAt", "mitigatedAt", "resolvedAt"] as const;

function Facts({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  return (
    <Card withBorder component="section" aria-label={t("incident.facts")}>
      <Title order={2} size="h4">
        {t("incident.facts")}
      </Title>
      {TIMES.map((name) => {
        const at = incident[name];
        return (
          <Text size="sm" key={name}>
            {t(`times.${name}`)}: {at ? <Time at={at} /> : t("unknown")}
          </Text>
        );
      })}
      <Text size="sm">
        {t("kind")}: {t(`incidentKind.${incident.kind}`)}
      </Text>
      <Text size="sm">
        {t("services")}: {incident.services.join(", ") || "–"}
      </Text>
      {incident.servicesAtFault.length > 0 && (
        <Text size="sm">
          {t("incident.atFault")}: {incident.servicesAtFault.join(", ")}
        </Text>
      )}
      <Text size="sm">
        {t("team")}: {incident.team ?? "–"}
      </Text>
      <Text size="sm">
        {t("incident.detectedBy")}: {incident.detectedBy ? t(`detection.${incident.detectedBy}`) : t("unknown")}
      </Text>
      <Text size="sm">
        {t("incident.evidence")}: {incident.coverage.withEvidence} / {incident.coverage.entries}
      </Text>
    </Card>
  );
}
