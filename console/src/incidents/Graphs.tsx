import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, incidentApi, read, readAll } from "../app/api";
import { accessToken, useSession } from "../app/session";
import { useChange } from "../app/useChange";

type Incident = IncidentApi["Incident"];
type Graph = IncidentApi["GraphSummary"];

/** What the metrics showed, kept with the incident. */
export function Graphs({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const { roles } = useSession();
  const graphs = useQuery({
    queryKey: ["graphs", incident.id],
    queryFn: () => readAll<Graph>((cursor) => incidentApi.GET("/api/v1/incidents/{id}/graphs", { params: { path: { id: incident.id }, query: { cursor, limit: 50 } } })),
    refetchInterval: (query) => (query.state.data?.some((graph) => graph.status === "WAITING") ? 3_000 : false),
  });
  const ask = useChange(["graphs"], () => read(incidentApi.POST("/api/v1/incidents/{id}/graphs", { params: { path: { id: incident.id } }, body: {} })));
  return (
    <Card withBorder component="section" aria-label={t("graphs.title")}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("graphs.title")}
        </Title>
        {roles.includes("responder") && (
          <Button size="xs" variant="default" onClick={() => ask.mutate(undefined)} loading={ask.isPending}>
            {t(graphs.data?.length ? "graphs.again" : "graphs.ask")}
          </Button>
        )}
      </Group>
      {graphs.data?.length === 0 && <Text size="sm">{t("graphs.empty")}</Text>}
      <Stack mt="xs">
        {graphs.data?.map((graph) => (
          <div key={graph.id}>
            <Text size="sm" fw={600}>
              {graph.title} {graph.service}
            </Text>
            {graph.status === "STORED" && <Drawn incident={incident} graph={graph} />}
            {graph.status === "WAITING" && <Text size="sm">{graph.lastError ? t("graphs.trying", { why: graph.lastError }) : t("graphs.waiting")}</Text>}
            {graph.status === "FAILED" && <Text size="sm">{t("graphs.failed", { why: graph.lastError })}</Text>}
          </div>
        ))}
      </Stack>
    </Card>
  );
}

/** As a picture, in which nothing is run. */
function Drawn({ incident, graph }: { incident: Incident; graph: Graph }) {
  const [source, setSource] = useState("");
  useEffect(() => {
    let url = "";
    const stopped = new AbortController();
    const load = async () => {
      const answer = await fetch(`/api/v1/incidents/${incident.id}/graphs/${graph.id}.svg`, { headers: { Authorization: `Bearer ${await accessToken()}` }, signal: stopped.signal });
      if (!answer.ok || stopped.signal.aborted) return;
      url = URL.createObjectURL(new Blob([await answer.blob()], { type: "image/svg+xml" }));
      setSource(url);
    };
    load().catch(() => undefined);
    return () => {
      stopped.abort();
      URL.revokeObjectURL(url);
    };
  }, [incident.id, graph.id]);
  return source ? <img src={source} alt={`${graph.title}: ${graph.series.join(", ")}`} className="graph" /> : null;
}
