import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read, readAll } from "../app/api";
import { useCatalog } from "../app/people";
import { useSession } from "../app/session";
import { Records } from "../app/Records";

type Query = IncidentApi["MetricQuery"];

/** What is drawn of every incident of a service. */
export function MetricQueriesPart() {
  const { t } = useTranslation();
  const { services } = useCatalog();
  const params = (id: string, version: string) => ({ path: { id }, header: { "If-Match": version } });
  return (
    <Records<Query, IncidentApi["NewMetricQuery"] & { id: string }>
      title={t("settings.metrics")}
      help={t("metrics.help")}
      empty={t("metrics.empty")}
      name="metric-queries"
      mayChange={useSession().roles.includes("admin")}
      load={() => readAll((cursor) => incidentApi.GET("/api/v1/metric-queries", { params: { query: { limit: 100, cursor } } }))}
      keyOf={(query) => query.id}
      columns={[
        { label: t("catalog.id"), show: (query) => query.id },
        { label: t("title"), show: (query) => query.title },
        { label: t("metrics.query"), show: (query) => <Code>{query.query}</Code> },
        { label: t("services"), show: (query) => query.services.join(", ") || t("metrics.all") },
      ]}
      fields={[
        { name: "id", label: t("catalog.id"), help: t("catalog.idHelp"), required: true, fixed: true },
        { name: "title", label: t("title"), required: true },
        { name: "query", label: t("metrics.query"), help: t("metrics.queryHelp"), as: "code", required: true },
        { name: "unit", label: t("metrics.unit") },
        { name: "services", label: t("services"), help: t("metrics.servicesHelp"), choices: services, many: true },
        { name: "step", label: t("metrics.step"), as: "number" },
      ]}
      formOf={(query) => query ?? { id: "", title: "", query: "" }}
      create={({ id, title, query, unit, services: of, step }) =>
        read(incidentApi.PUT("/api/v1/metric-queries/{id}", { params: { path: { id }, header: { "If-None-Match": "*" } as never }, body: { title, query, unit, services: of, step } }))
      }
      change={(before, { title, query, unit, services: of, step }) =>
        read(incidentApi.PUT("/api/v1/metric-queries/{id}", { params: params(before.id, `"${before.version}"`), body: { title, query, unit, services: of, step } }))
      }
      remove={(query) => read(incidentApi.DELETE("/api/v1/metric-queries/{id}", { params: params(query.id, `"${query.version}"`) }))}
    />
  );
}
