import { Card, Group, Text, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type IncidentApi, type PostmortemApi, postmortemApi, read } from "../app/api";
import { ButtonLink } from "../app/links";
import { useNames } from "../app/people";
import { ReasonButton } from "../app/ReasonButton";
import { useSession } from "../app/session";
import { Time } from "../app/Time";

type Incident = IncidentApi["Incident"];
const MONTH = 30 * 24 * 3_600_000;

/** Whether a postmortem is due, why, who wants one all the same, and where it is. */
export function WhatFollows({ incident }: { incident: Incident }) {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const closed = incident.status === "CLOSED";
  const decisions = useQuery({
    queryKey: ["decisions", incident.id],
    queryFn: () => read(postmortemApi.GET("/api/v1/decisions", { params: { query: { incidentId: incident.id, limit: 1 } } })),
    refetchInterval: (query) => (query.state.data?.items.length || !closed ? false : 1_000),
  });
  const postmortems = useQuery({
    queryKey: ["postmortems", incident.id],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems", { params: { query: { incidentId: incident.id, limit: 1 } } })),
    refetchInterval: (query) => (query.state.data?.items.length || !closed ? false : 2_000),
  });
  const requests = useQuery({
    queryKey: ["requests", incident.id],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortem-requests", { params: { query: { incidentId: incident.id } } })),
  });
  const decision = decisions.data?.items[0];
  const postmortem = postmortems.data?.items[0];
  return (
    <Card withBorder component="section" aria-label={t("decision.title")}>
      <Title order={2} size="h4">
        {t("decision.title")}
      </Title>
      {!decision && <Text role="status">{t(closed ? "decision.judging" : "decision.later")}</Text>}
      {decision && <Judged decision={decision} />}
      {requests.data?.items.map((request) => (
        <Text size="sm" key={request.id} mt={4}>
          {t("decision.asked", { person: names(request.requestedBy), reason: request.reason })} {t(`request.${request.state}`)} {request.declineReason}
        </Text>
      ))}
      <Group gap="xs" mt="sm">
        {postmortem && (
          <ButtonLink to="/postmortems/$number" params={{ number: postmortem.number }} rightSection={<IconArrowRight size={16} />}>
            {t("decision.open", { number: postmortem.number, owner: names(postmortem.owner) })}
          </ButtonLink>
        )}
        {!postmortem && (
          <ReasonButton
            label={t("decision.request")}
            help={t("decision.requestHelp")}
            keys={["decisions", "postmortems", "requests", "process"]}
            ask={(reason) => read(postmortemApi.POST("/api/v1/postmortem-requests", { body: { incidentId: incident.id, reason, language: i18n.language } }))}
            done={() => notifications.show({ message: t("saved") })}
          />
        )}
        {decision && <Waiving decision={decision} />}
      </Group>
    </Card>
  );
}

function Judged({ decision }: { decision: PostmortemApi["Decision"] }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <>
      <Text fw={600}>{t(`decision.${decision.outcome}`)}</Text>
      {decision.waiver && (
        <Text size="sm">
          {t("decision.waivedBy", { person: names(decision.waiver.approvedBy), reason: decision.waiver.reason })} <Time at={decision.waiver.expiresAt} />
        </Text>
      )}
      {decision.criteria.map((judgement) => (
        <Text size="sm" key={judgement.name}>
          {judgement.met === true ? "●" : judgement.met === false ? "○" : "?"} {t(`policy.${judgement.name}`, { defaultValue: judgement.name })}: {judgement.saw}
          {judgement.threshold ? ` (${judgement.threshold})` : ""}
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {decision.policy} {decision.policyVersion} · <Time at={decision.decidedAt} />
      </Text>
    </>
  );
}

/** Somebody senior can say that none is needed, for a reason and for a while. */
function Waiving({ decision }: { decision: PostmortemApi["Decision"] }) {
  const { t } = useTranslation();
  const { roles } = useSession();
  const [until, setUntil] = useState(() => new Date(Date.now() + MONTH).toISOString().slice(0, 10));
  if (!roles.includes("senior") && !roles.includes("manager")) return null;
  const keys = ["decisions", "postmortems", "process"];
  const params = { path: { id: decision.id } };
  if (decision.waiver) {
    return <ReasonButton label={t("decision.lift")} keys={keys} ask={(reason) => read(postmortemApi.POST("/api/v1/decisions/{id}/lift-waiver", { params, body: { reason } }))} />;
  }
  if (decision.outcome !== "DUE") return null;
  return (
    <ReasonButton
      label={t("decision.waive")}
      help={t("decision.waiveHelp")}
      keys={keys}
      ask={(reason) => read(postmortemApi.POST("/api/v1/decisions/{id}/waive", { params, body: { reason, expiresAt: new Date(`${until}T23:59`).toISOString() } }))}
      fields={<TextInput type="date" label={t("decision.until")} value={until} onChange={(event) => setUntil(event.currentTarget.value)} required />}
    />
  );
}
