import { Alert, Button, Card, Grid, Group, Loader, SegmentedControl, Stack, Tabs, Text, Textarea, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, type ReviewApi, read, readVersioned, reviewApi } from "../app/api";
import { Overdue, State } from "../app/badges";
import { useDraft } from "../app/Draft";
import { Failure } from "../app/failures";
import { TextLink } from "../app/links";
import { Asking } from "../app/Page";
import { useNames } from "../app/people";
import { useSession } from "../app/session";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";
import { Words } from "../app/Words";
import { Difference } from "../postmortems/Difference";
import { useHistory } from "../postmortems/History";
import { Reviewers } from "./Reviewers";
import { Rounds } from "./Rounds";

type Review = ReviewApi["Review"];
type Verdict = ReviewApi["Verdict"];
type Criterion = ReviewApi["ChecklistCriterion"];

/** The checklist beside the very text that is judged. */
export function ReviewPage() {
  const { number } = useParams({ from: "/reviews/$number" });
  const review = useQuery({
    queryKey: ["review", number],
    queryFn: () => readVersioned(reviewApi.GET("/api/v1/reviews/{id}", { params: { path: { id: number } } })),
    refetchInterval: 10_000,
  });
  // A mail leads here with the review's own id.
  const of = review.data?.value.number;
  const postmortem = useQuery({
    queryKey: ["postmortem", of],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems/{id}", { params: { path: { id: of ?? "" } } })),
    enabled: of !== undefined,
  });
  if (!review.data) return <Asking of={review} />;
  if (!postmortem.data) return <Asking of={postmortem} />;
  return <Shown review={review.data.value} etag={review.data.etag} postmortem={postmortem.data} />;
}

function Shown({ review, etag, postmortem }: { review: Review; etag: string; postmortem: PostmortemApi["Postmortem"] }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Stack>
      <Stack gap={4}>
        <Title order={1} size="h2">
          {t("review.title", { number: review.number })} {review.title}
        </Title>
        <Group gap="xs">
          <State of={review.status} />
          {review.overdue && <Overdue />}
          <Text size="sm">
            {t("review.round", { round: review.round })} · {t("board.due")} <Time at={review.dueAt} how="ago" />
          </Text>
          <TextLink to="/postmortems/$number" params={{ number: review.number }} size="sm">
            {t("review.toText")}
          </TextLink>
        </Group>
        <Reviewers review={review} />
        {review.status === "WAITING" && review.stillNeeded.length > 0 && (
          <Text size="sm">
            {t("review.stillNeeded")} {review.stillNeeded.map((one) => t(`shortage.${one}`)).join(", ")}
          </Text>
        )}
      </Stack>
      {review.requestedChanges && (
        <Alert color="orange" title={t("review.changesRequested", { person: names(review.requestedChanges.by) })}>
          {review.requestedChanges.reason}
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Tabs defaultValue="text">
            <Tabs.List>
              <Tabs.Tab value="text">{t("review.text")}</Tabs.Tab>
              <Tabs.Tab value="changes">{t("review.changes")}</Tabs.Tab>
              {review.rounds.length > 0 && <Tabs.Tab value="rounds">{t("review.rounds")}</Tabs.Tab>}
            </Tabs.List>
            <Tabs.Panel value="rounds" pt="md">
              <Rounds review={review} />
            </Tabs.Panel>
            <Tabs.Panel value="text" pt="md">
              <Stack gap="lg" lang={postmortem.language}>
                {postmortem.sections.map((section) => (
                  <section key={section.key} aria-label={section.title}>
                    <Title order={2} size="h4">
                      {section.title}
                    </Title>
                    <Words text={section.text} />
                  </section>
                ))}
                <section aria-label={t("actions.title")}>
                  <Title order={2} size="h4">
                    {t("actions.title")}
                  </Title>
                  <ul>
                    {postmortem.actionItems.map((item) => (
                      <li key={item.id}>
                        {item.title} · {t(`actionKind.${item.kind}`)} · {names(item.owner)} · <Time at={item.dueAt} />
                      </li>
                    ))}
                  </ul>
                </section>
              </Stack>
            </Tabs.Panel>
            <Tabs.Panel value="changes" pt="md">
              <Changes review={review} />
            </Tabs.Panel>
          </Tabs>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Checklist review={review} etag={etag} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

/** What is different from what was submitted the time before; at first from what the draft began with. */
function Changes({ review }: { review: Review }) {
  const { t } = useTranslation();
  const history = useHistory(review.number);
  const submissions = (history.data ?? []).filter((entry) => entry.type.startsWith("postmortem-submitted."));
  const from = String(submissions.at(-2)?.version ?? 1);
  const changes = useQuery({
    queryKey: ["changes", review.number, review.contentHash, from],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems/{id}/changes", { params: { path: { id: review.number }, query: { from } } })),
    enabled: history.isSuccess,
  });
  const failure = history.error ?? changes.error;
  if (failure) return <Failure of={failure} />;
  if (!changes.data) return <Loader aria-label={t("loading")} />;
  return (
    <Stack>
      <Difference of={changes.data} />
    </Stack>
  );
}

function Checklist({ review, etag }: { review: Review; etag: string }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const checklist = useQuery({
    queryKey: ["checklist", review.checklist, review.checklistVersion],
    queryFn: () => read(reviewApi.GET("/api/v1/checklists/{key}", { params: { path: { key: review.checklist }, query: { version: review.checklistVersion } } })),
    staleTime: 300_000,
  });
  const mine = review.reviewers.some((one) => one.person === session.id) && review.status === "WAITING";
  const language = i18n.language === "ja" ? "ja" : "en";
  return (
    <Stack component="section" aria-label={t("review.checklist")} className="beside" tabIndex={0}>
      <Title order={2} size="h4">
        {checklist.data?.title[language] ?? t("review.checklist")}
      </Title>
      {checklist.error && <Failure of={checklist.error} />}
      {checklist.data?.criteria.map((criterion) => (
        <CriterionCard key={criterion.key} review={review} criterion={criterion} mine={mine} language={language} />
      ))}
      {mine && <Decision review={review} etag={etag} />}
    </Stack>
  );
}

function CriterionCard({ review, criterion, mine, language }: { review: Review; criterion: Criterion; mine: boolean; language: "en" | "ja" }) {
  const { t } = useTranslation();
  const names = useNames();
  const session = useSession();
  const given = review.verdicts.filter((one) => one.criterion === criterion.key);
  const own = given.find((one) => one.by === session.id);
  const [remark, setRemark] = useDraft(`remark.${review.id}.${review.round}.${criterion.key}`);
  const judge = useChange(["review"], (verdict: Verdict) =>
    read(
      reviewApi.PUT("/api/v1/reviews/{id}/verdicts/{criterion}", {
        params: { path: { id: review.number, criterion: criterion.key }, header: { "If-Match": "*" } },
        body: { verdict, remark: remark.trim() || own?.remark || null },
      }),
    ),
  );
  const hints = review.hints.filter((hint) => !hint.dismissed && criterion.hints?.some((kind) => kind === hint.kind));
  return (
    <Card withBorder padding="xs">
      <Text fw={600} size="sm">
        {criterion.title[language]}
      </Text>
      <Text size="xs" c="dimmed">
        {criterion.help[language]}
      </Text>
      {hints.map((hint) => (
        <Text size="xs" key={hint.code + (hint.section ?? "") + (hint.actionItemId ?? "")}>
          ▲ {t("review.hint")} {hint.code} {hint.section ?? ""}
        </Text>
      ))}
      {given
        .filter((one) => one.by !== session.id)
        .map((one) => (
          <Text size="xs" key={one.by}>
            {names(one.by)}: {t(`verdict.${one.verdict}`)} {one.remark}
          </Text>
        ))}
      {review.wordings
        .filter((one) => one.criterion === criterion.key && one.by === session.id)
        .map((one) => (
          <Text size="xs" key={one.rule + one.start}>
            ▲ “{one.excerpt}”: {one.reason} {t("blockers.rather")} {one.suggestion}
          </Text>
        ))}
      {mine ? (
        <Stack gap={4} mt={4}>
          <SegmentedControl
            size="xs"
            aria-label={criterion.title[language]}
            data={[
              { value: "", label: t("verdict.NONE") },
              ...(["PASS", "FAIL", "NOT_APPLICABLE"] as const).map((one) => ({ value: one as string, label: t(`verdict.${one}`) })),
            ]}
            value={own?.verdict ?? ""}
            onChange={(value) => value && judge.mutate(value as Verdict)}
          />
          <Textarea size="xs" label={t("review.remark")} value={remark} onChange={(event) => setRemark(event.currentTarget.value)} onBlur={() => own && remark.trim() && remark.trim() !== own.remark && judge.mutate(own.verdict)} autosize minRows={1} />
        </Stack>
      ) : (
        own && (
          <Text size="xs">
            {t("review.yours")} {t(`verdict.${own.verdict}`)} {own.remark}
          </Text>
        )
      )}
    </Card>
  );
}

function Decision({ review, etag }: { review: Review; etag: string }) {
  const { t } = useTranslation();
  const [reason, setReason] = useDraft(`decision.${review.id}.${review.round}`);
  const [returning, setReturning] = useState(false);
  const params = { path: { id: review.number }, header: { "If-Match": etag } };
  const touched = ["review", "reviews", "postmortem", "process", "blockers"];
  const accept = useChange(touched, () => read(reviewApi.POST("/api/v1/reviews/{id}/accept", { params, body: { contentHash: review.contentHash } })));
  const sendBack = useChange(touched, () => read(reviewApi.POST("/api/v1/reviews/{id}/request-changes", { params, body: { reason: reason.trim() } })), () => setReason(""));
  if (returning) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          sendBack.mutate(undefined);
        }}
      >
        <Textarea label={t("review.why")} description={t("review.whyHelp")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize minRows={2} data-autofocus />
        <Group mt="xs">
          <Button type="submit" loading={sendBack.isPending}>
            {t("review.requestChanges")}
          </Button>
          <Button variant="default" onClick={() => setReturning(false)}>
            {t("cancel")}
          </Button>
        </Group>
      </form>
    );
  }
  return (
    <Group>
      <Button onClick={() => accept.mutate(undefined)} loading={accept.isPending}>
        {t("review.accept")}
      </Button>
      <Button variant="default" onClick={() => setReturning(true)}>
        {t("review.requestChanges")}
      </Button>
    </Group>
  );
}
