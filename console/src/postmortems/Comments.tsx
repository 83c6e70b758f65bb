import { Button, Card, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read, readAll } from "../app/api";
import { useDraft } from "../app/Draft";
import { useNames } from "../app/people";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";

type Postmortem = PostmortemApi["Postmortem"];
type Comment = PostmortemApi["Comment"];

/** The words of the text that a comment is about. */
export interface Selected {
  readonly quote: string;
  /** Where they stand in which version; without it, they are looked for. */
  readonly range?: PostmortemApi["TextRangeSeen"];
}

/** What people say about one section, in threads. */
export function Comments({ postmortem, section, about = null, sent }: { postmortem: Postmortem; section: string; about?: Selected | null; sent?: () => void }) {
  const { t } = useTranslation();
  const comments = useQuery({
    queryKey: ["comments", postmortem.number, section],
    queryFn: () => readAll<Comment>((cursor) => postmortemApi.GET("/api/v1/postmortems/{id}/comments", { params: { path: { id: postmortem.number }, query: { section, cursor } } })),
    refetchInterval: 10_000,
  });
  const threads = (comments.data ?? []).filter((comment) => !comment.inReplyTo);
  return (
    <Stack component="section" aria-label={t("comments.title")} gap="xs" className="no-print">
      <Title order={3} size="h5">
        {t("comments.title")} <Text span c="dimmed">{threads.filter((one) => !one.resolved).length}</Text>
      </Title>
      {threads.map((thread) => (
        <Thread key={thread.id} postmortem={postmortem} thread={thread} replies={(comments.data ?? []).filter((one) => one.inReplyTo === thread.id)} />
      ))}
      <NewComment postmortem={postmortem} section={section} label={t("comments.new")} about={about} sent={sent} />
    </Stack>
  );
}

function Thread({ postmortem, thread, replies }: { postmortem: Postmortem; thread: Comment; replies: readonly Comment[] }) {
  const { t } = useTranslation();
  const names = useNames();
  const path = { id: postmortem.number, commentId: thread.id };
  const close = useChange(["comments", "blockers"], () =>
    read(
      thread.resolved
        ? postmortemApi.POST("/api/v1/postmortems/{id}/comments/{commentId}/reopen", { params: { path } })
        : postmortemApi.POST("/api/v1/postmortems/{id}/comments/{commentId}/resolve", { params: { path }, body: {} }),
    ),
  );
  const accept = useChange(["comments", "blockers", "postmortem"], () => read(postmortemApi.POST("/api/v1/postmortems/{id}/comments/{commentId}/accept", { params: { path } })));
  return (
    <Card withBorder padding="xs">
      {[thread, ...replies].map((comment) => (
        <div key={comment.id}>
          <Text size="xs" c="dimmed">
            {names(comment.author)} · <Time at={comment.addedAt} how="ago" />
          </Text>
          {comment.quote && (
            <Text size="sm" fs="italic">
              “{comment.quote}”{comment.textRemoved ? ` ${t("comments.removed")}` : ""}
            </Text>
          )}
          <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {comment.text}
          </Text>
          {comment.suggestion && (
            <Group gap={6}>
              <Text size="sm">
                {t("comments.suggests")} <b>{comment.suggestion}</b>
              </Text>
              {!thread.resolved && (
                <Button size="compact-xs" variant="default" onClick={() => accept.mutate(undefined)} loading={accept.isPending}>
                  {t("comments.accept")}
                </Button>
              )}
            </Group>
          )}
        </div>
      ))}
      <Group gap={6} mt={4}>
        {thread.resolved && <Text size="xs">{t("comments.resolved", { person: names(thread.resolvedBy) })}</Text>}
        <Button size="compact-xs" variant="default" onClick={() => close.mutate(undefined)} loading={close.isPending}>
          {thread.resolved ? t("comments.reopen") : t("comments.resolve")}
        </Button>
      </Group>
      {!thread.resolved && <NewComment postmortem={postmortem} section={thread.section ?? null} inReplyTo={thread.id} label={t("comments.reply")} />}
    </Card>
  );
}

function NewComment({ postmortem, section, inReplyTo, label, about, sent }: { postmortem: Postmortem; section: string | null; inReplyTo?: string; label: string; about?: Selected | null; sent?: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useDraft(`comment.${postmortem.id}.${inReplyTo ?? section}`);
  const [rather, setRather] = useState<string | null>(null);
  const [asked] = useDebouncedValue(text.trim(), 600);
  // Another wording is shown while one still writes, and to nobody else.
  const wordings = useQuery({
    queryKey: ["wording", postmortem.number, asked],
    queryFn: () => read(postmortemApi.POST("/api/v1/postmortems/{id}/comments/wording", { params: { path: { id: postmortem.number } }, body: { text: asked } })),
    enabled: asked.length > 10,
    retry: false,
  });
  const add = useChange(
    ["comments", "blockers"],
    () => {
      const place = inReplyTo
        ? { inReplyTo }
        : about
          ? { section, ...(about.range ? { range: about.range } : { quote: about.quote }), ...(rather ? { suggestion: rather } : {}) }
          : { section };
      return read(postmortemApi.POST("/api/v1/postmortems/{id}/comments", { params: { path: { id: postmortem.number } }, body: { text: text.trim(), ...place } }));
    },
    () => {
      setText("");
      setRather(null);
      sent?.();
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(undefined);
      }}
    >
      {about && (
        <Text size="sm" fs="italic" mt={4}>
          {t("comments.about")} “{about.quote}”
        </Text>
      )}
      <Textarea label={label} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize required={rather === null} size="xs" mt={4} />
      {asked && wordings.data?.findings.map((finding) => (
        <Text size="xs" key={finding.rule + finding.start}>
          ▲ “{finding.excerpt}”: {finding.reason} {t("blockers.rather")} {finding.suggestion}
        </Text>
      ))}
      {about && rather !== null && <Textarea label={t("comments.suggestion")} value={rather} onChange={(event) => setRather(event.currentTarget.value)} autosize required size="xs" mt={4} />}
      <Group gap={6} mt={4}>
        {(text || rather !== null) && (
          <Button type="submit" size="compact-sm" variant="default" loading={add.isPending}>
            {t("comments.send")}
          </Button>
        )}
        {about && rather === null && (
          <Button size="compact-sm" variant="default" onClick={() => setRather(about.quote)}>
            {t("comments.suggest")}
          </Button>
        )}
      </Group>
    </form>
  );
}
