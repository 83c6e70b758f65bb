import { Button, Code, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read, readAll } from "../app/api";
import { asChoices, SEVERITIES } from "../app/choices";
import { FormDialog } from "../app/FormDialog";
import { useCatalog } from "../app/people";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";
import { Records } from "../app/Records";

type Source = IncidentApi["Source"];
type Rejected = IncidentApi["RejectedDeliverySummary"];
type Form = Pick<IncidentApi["NewSource"], "id" | "kind" | "enabled" | "secrets" | "service" | "severity" | "team">;

const KINDS = ["grafana", "pagerduty", "opsgenie", "datadog", "statuspage", "github", "slack", "cloudevents"];

/** Who may report incidents, and what of theirs was not understood. */
export function SourcesPart() {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const [shown, setShown] = useState<IncidentApi["RejectedDelivery"] | null>(null);
  const show = useChange([], (id: string) => read(incidentApi.GET("/api/v1/ingest/rejected/{id}", { params: { path: { id } } })), setShown);
  const retry = useChange(["rejected", "incidents"], (id: string) => read(incidentApi.POST("/api/v1/ingest/rejected/{id}/retry", { params: { path: { id } } })), () => setShown(null));
  const at = (source: Source) => ({ path: { id: source.id }, header: { "If-Match": `"${source.version}"` } });
  return (
    <Stack gap="xl">
      <Records<Source, Form>
        title={t("settings.sources")}
        help={t("sources.help")}
        empty={t("sources.empty")}
        name="sources"
        mayChange
        load={() => readAll((cursor) => incidentApi.GET("/api/v1/ingest/sources", { params: { query: { limit: 100, cursor } } }))}
        keyOf={(source) => source.id}
        columns={[
          { label: t("catalog.id"), show: (source) => source.id },
          { label: t("kind"), show: (source) => source.kind },
          { label: t("sources.address"), show: (source) => <Code>{`/api/v1/ingest/${source.kind}?source=${source.id}`}</Code> },
          { label: t("sources.secrets"), show: (source) => source.secrets },
          { label: t("sources.enabled"), show: (source) => t(source.enabled ? "yes" : "no") },
        ]}
        fields={[
          { name: "id", label: t("catalog.id"), help: t("catalog.idHelp"), required: true, fixed: true },
          { name: "kind", label: t("kind"), choices: asChoices(KINDS), required: true, fixed: true },
          { name: "secrets", label: t("sources.secrets"), help: t("sources.secretsHelp"), many: true },
          { name: "service", label: t("sources.service"), help: t("sources.otherwise"), choices: catalog.services },
          { name: "severity", label: t("severity"), help: t("sources.otherwise"), choices: asChoices(SEVERITIES) },
          { name: "team", label: t("team"), help: t("sources.otherwise"), choices: catalog.teams },
          { name: "enabled", label: t("sources.enabled"), as: "switch" },
        ]}
        formOf={(source) => (source ? { id: source.id, kind: source.kind, enabled: source.enabled, service: source.service, severity: source.severity, team: source.team } : { id: "", kind: "pagerduty", enabled: true })}
        create={(body) => read(incidentApi.POST("/api/v1/ingest/sources", { body }))}
        change={(source, { enabled, secrets, service, severity, team }) =>
          read(
            incidentApi.PUT("/api/v1/ingest/sources/{id}", {
              params: at(source),
              // Secrets that are not typed anew stay; the mappings can be changed over the API alone and stay as well.
              body: { enabled, service, severity, team, fields: source.fields, severities: source.severities, ...(secrets?.length ? { secrets } : {}) },
            }),
          )
        }
        remove={(source) => read(incidentApi.DELETE("/api/v1/ingest/sources/{id}", { params: at(source) }))}
      />
      <Records<Rejected, Record<string, never>>
        title={t("sources.rejected")}
        help={t("sources.rejectedHelp")}
        empty={t("sources.noneRejected")}
        name="rejected"
        mayChange
        load={() => readAll((cursor) => incidentApi.GET("/api/v1/ingest/rejected", { params: { query: { limit: 100, cursor } } }), 200)}
        keyOf={(one) => one.id}
        columns={[
          { label: t("deliveries.when"), show: (one) => <Time at={one.receivedAt} /> },
          { label: t("sources.from"), show: (one) => one.source },
          { label: t("reason"), show: (one) => one.reason },
        ]}
        fields={[]}
        formOf={() => ({})}
        more={(one) => (
          <Button size="compact-xs" variant="default" onClick={() => show.mutate(one.id)}>
            {t("sources.show")}
          </Button>
        )}
      />
      {shown && (
        <FormDialog title={t("sources.rejected")} close={() => setShown(null)} send={() => retry.mutate(shown.id)} sending={retry} label={t("again")} size="xl">
          <div>{shown.reason}</div>
          <Code block mah={400} style={{ overflow: "auto" }}>
            {shown.body}
          </Code>
        </FormDialog>
      )}
    </Stack>
  );
}
