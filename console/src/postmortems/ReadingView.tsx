import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { notificationApi, postmortemApi, read } from "../app/api";
import { Severity, State } from "../app/badges";
import { TextLink } from "../app/links";
import { Asking } from "../app/Page";
import { useNames } from "../app/people";
import { ReasonButton } from "../app/ReasonButton";
import { Time } from "../app/Time";
import { Words } from "../app/Words";

/** To read, to print and to point at: its address stays. */
export function ReadingView() {
  const { t } = useTranslation();
  const names = useNames();
  const { number } = useParams({ from: "/postmortems/$number/read" });
  const found = useQuery({ queryKey: ["postmortem", number], queryFn: () => read(postmortemApi.GET("/api/v1/postmortems/{id}", { params: { path: { id: number } } })) });
  if (!found.data) return <Asking of={found} />;
  const postmortem = found.data;
  return (
    <Stack component="article" maw="48rem" mx="auto" gap="lg" lang={postmortem.language}>
      <Group justify="space-between" className="no-print" lang={undefined}>
        <TextLink to="/postmortems/$number" params={{ number }}>
          ← {number}
        </TextLink>
        <Group gap="xs">
          {postmortem.status === "PUBLISHED" && (
            <ReasonButton
              size="xs"
              label={t("month.nominate")}
              help={t("month.nominateHelp")}
              keys={["month"]}
              ask={(reason) => read(notificationApi.POST("/api/v1/postmortem-of-the-month/{month}/nominations", { params: { path: { month: new Date().toISOString().slice(0, 7) } }, body: { number: postmortem.number, reason } }))}
              done={() => notifications.show({ message: t("saved") })}
            />
          )}
          <Button variant="default" size="xs" leftSection={<IconPrinter size={16} />} onClick={() => print()}>
            {t("postmortem.print")}
          </Button>
        </Group>
      </Group>
      <header>
        <Title order={1}>{postmortem.title}</Title>
        <Group gap="xs" mt="xs">
          <State of={postmortem.status} />
          <Severity of={postmortem.severity} />
          <Text size="sm">
            {postmortem.number} · {names(postmortem.owner)} {postmortem.publishedAt && <Time at={postmortem.publishedAt} />}
          </Text>
        </Group>
      </header>
      {postmortem.sections
        .filter((section) => section.text.trim())
        .map((section) => (
          <section key={section.key} aria-label={section.title}>
            <Title order={2} size="h3" mb="xs">
              {section.title}
            </Title>
            <Words text={section.text} />
          </section>
        ))}
      {postmortem.actionItems.length > 0 && (
        <section aria-label={t("actions.title")}>
          <Title order={2} size="h3" mb="xs">
            {t("actions.title")}
          </Title>
          <ul>
            {postmortem.actionItems.map((item) => (
              <li key={item.id}>
                {item.title} ({names(item.owner)}, <Time at={item.dueAt} />) <State of={item.status} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}
