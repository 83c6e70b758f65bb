import { Badge, Button, Grid, Group, Menu, Stack, Tabs, Text, Title } from "@mantine/core";
import { IconBook2, IconChevronDown, IconCircleCheck, IconCircleDashed, IconDownload, IconWifiOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { download, type PostmortemApi, postmortemApi, read } from "../app/api";
import { Severity, State } from "../app/badges";
import { tellFailure } from "../app/failures";
import { ButtonLink, TextLink } from "../app/links";
import { Asking } from "../app/Page";
import { useNames } from "../app/people";
import { Time } from "../app/Time";
import { useChange } from "../app/useChange";
import { Words } from "../app/Words";
import { ActionItems } from "./ActionItems";
import { Blockers, Dismiss } from "./Blockers";
import { Classification } from "./Classification";
import { Arrange } from "./Arrange";
import { Comments, type Selected } from "./Comments";
import { History } from "./History";
import { Live, type Room } from "./live";
import { Offers } from "./Offers";
import { SectionEditor } from "./SectionEditor";
import { Similar } from "./Similar";

type Postmortem = PostmortemApi["Postmortem"];
type Blocker = PostmortemApi["Blocker"];

const NOBODY: Room = { connected: false, write: false, present: [] };
const FORMATS = [
  ["MARKDOWN", "md"],
  ["HTML", "html"],
  ["PDF", "pdf"],
  ["JSON", "json"],
] as const;

export function PostmortemPage() {
  const { number } = useParams({ from: "/postmortems/$number" });
  const postmortem = useQuery({
    queryKey: ["postmortem", number],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems/{id}", { params: { path: { id: number } } })),
    refetchInterval: 10_000,
  });
  if (!postmortem.data) return <Asking of={postmortem} />;
  return <Shown postmortem={postmortem.data} key={postmortem.data.id} />;
}

function Shown({ postmortem }: { postmortem: Postmortem }) {
  const { t } = useTranslation();
  const names = useNames();
  const queries = useQueryClient();
  const [room, setRoom] = useState<Room>(NOBODY);
  const [live, setLive] = useState<Live | null>(null);
  const [chosen, setChosen] = useState(postmortem.sections[0]?.key ?? "");
  const [written, setWritten] = useState<Record<string, string>>({});
  const [dismissed, setDismissed] = useState<Blocker | null>(null);
  const [selected, setSelected] = useState<Selected | null>(null);
  const writable = postmortem.status === "DRAFT" || postmortem.status === "CHANGES_REQUESTED";

  const show = (key: string) => {
    setChosen(key);
    setSelected(null);
  };

  useEffect(() => {
    const connection = new Live(postmortem.number, setRoom, () => {
      for (const key of ["postmortem", "blockers", "comments", "process"]) void queries.invalidateQueries({ queryKey: [key] });
    });
    setLive(connection);
    return () => connection.close();
  }, [postmortem.number, queries]);

  const blockers = useQuery({
    queryKey: ["blockers", postmortem.number],
    queryFn: () => read(postmortemApi.GET("/api/v1/postmortems/{id}/blockers", { params: { path: { id: postmortem.number } } })),
    refetchInterval: 5_000,
  });
  const found = useMemo(() => blockers.data?.blockers ?? [], [blockers.data]);
  const section = postmortem.sections.find((one) => one.key === chosen) ?? postmortem.sections[0];
  const text = section ? (written[section.key] ?? section.text) : "";
  const ofSection = useMemo(() => found.filter((one) => one.section === section?.key), [found, section?.key]);

  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4}>
          <Title order={1} size="h2">
            {postmortem.number} {postmortem.title}
          </Title>
          <Group gap="xs">
            <State of={postmortem.status} />
            <Severity of={postmortem.severity} />
            {postmortem.incidentNumber && (
              <TextLink to="/incidents/$number" params={{ number: postmortem.incidentNumber }} size="sm">
                {postmortem.incidentNumber}
              </TextLink>
            )}
            <Text size="sm">{t("postmortem.owner", { owner: names(postmortem.owner) })}</Text>
            {postmortem.dueAt && (
              <Text size="sm">
                {t("board.due")} <Time at={postmortem.dueAt} how="ago" />
              </Text>
            )}
            <Present room={room} />
          </Group>
        </Stack>
        <Group gap="xs" className="no-print">
          <ButtonLink variant="default" to="/postmortems/$number/read" params={{ number: postmortem.number }} leftSection={<IconBook2 size={16} />}>
            {t("postmortem.read")}
          </ButtonLink>
          <Menu>
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={16} />} rightSection={<IconChevronDown size={14} />}>
                {t("postmortem.export")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {FORMATS.map(([format, suffix]) => (
                <Menu.Item key={format} onClick={() => void download(`/api/v1/postmortems/${postmortem.number}/export?format=${format}`, `${postmortem.number}.${suffix}`).catch(tellFailure)}>
                  {format}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          {postmortem.reviewId && (
            <ButtonLink variant="default" to="/reviews/$number" params={{ number: postmortem.number }}>
              {t("postmortem.review")}
            </ButtonLink>
          )}
          <Arrange postmortem={postmortem} />
          <NextStep postmortem={postmortem} blocked={found.length > 0} />
        </Group>
      </Group>

      <Grid>
        <Grid.Col span={{ base: 12, sm: 3, lg: 2 }}>
          <Stack gap={2} component="nav" aria-label={t("postmortem.sections")}>
            {postmortem.sections.map((one) => {
              const open = found.some((blocker) => blocker.section === one.key);
              return (
                <Button
                  key={one.key}
                  variant={one.key === section?.key ? "light" : "subtle"}
                  color={one.key === section?.key ? undefined : "gray"}
                  c={one.key === section?.key ? undefined : "inherit"}
                  justify="space-between"
                  size="compact-sm"
                  h="auto"
                  py={3}
                  styles={{ label: { whiteSpace: "normal", textAlign: "left" } }}
                  onClick={() => show(one.key)}
                  aria-current={one.key === section?.key}
                  rightSection={open ? <IconCircleDashed size={14} aria-label={t("postmortem.blocked")} /> : <IconCircleCheck size={14} aria-label={t("postmortem.fine")} />}
                >
                  {one.title}
                </Button>
              );
            })}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 9, lg: 6 }}>
          {section && (
            <Stack component="section" aria-label={section.title}>
              <Title order={2} size="h3">
                {section.title}
              </Title>
              {writable && room.write && live ? (
                <Tabs defaultValue="write" keepMounted>
                  <Tabs.List>
                    <Tabs.Tab value="write">{t("editor.write")}</Tabs.Tab>
                    <Tabs.Tab value="preview">{t("editor.preview")}</Tabs.Tab>
                  </Tabs.List>
                  <Tabs.Panel value="write" pt="xs">
                    <SectionEditor
                      key={section.key}
                      live={live}
                      section={section.key}
                      label={section.title}
                      help={t("editor.help")}
                      present={room.present}
                      blockers={ofSection}
                      onText={(newest) => setWritten((before) => ({ ...before, [section.key]: newest }))}
                      onDismiss={setDismissed}
                      onSelect={setSelected}
                    />
                  </Tabs.Panel>
                  <Tabs.Panel value="preview" pt="xs">
                    <Words text={text} />
                  </Tabs.Panel>
                </Tabs>
              ) : (
                <Words text={text} onSelect={(quote) => setSelected(quote && text.includes(quote) ? { quote } : null)} />
              )}
              <Comments postmortem={postmortem} section={section.key} about={selected} sent={() => setSelected(null)} />
            </Stack>
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack>
            {postmortem.status !== "PUBLISHED" && <Blockers blockers={found} open={show} dismiss={setDismissed} />}
            {writable && <Offers postmortem={postmortem} />}
            <ActionItems postmortem={postmortem} writable={writable} />
            <Classification postmortem={postmortem} writable={writable} />
            <Similar postmortem={postmortem} />
            <History postmortem={postmortem} />
          </Stack>
        </Grid.Col>
      </Grid>
      {dismissed && <Dismiss postmortem={postmortem} blocker={dismissed} close={() => setDismissed(null)} />}
    </Stack>
  );
}

function Present({ room }: { room: Room }) {
  const { t } = useTranslation();
  const names = useNames();
  const people = [...new Set(room.present.map((one) => one.person))];
  return (
    <>
      {people.map((person) => (
        <Badge key={person} variant="outline" className="badge">
          {t("postmortem.here", { person: names(person) })}
        </Badge>
      ))}
      {!room.connected && (
        <Badge color="orange" variant="light" className="badge" leftSection={<IconWifiOff size={12} />}>
          {t("postmortem.connecting")}
        </Badge>
      )}
    </>
  );
}

function NextStep({ postmortem, blocked }: { postmortem: Postmortem; blocked: boolean }) {
  const { t } = useTranslation();
  const path = { id: postmortem.number };
  const touched = ["postmortem", "blockers", "process", "reviews"];
  // Without a version: what has just been typed, here or by somebody else, is part of it.
  const submit = useChange(touched, () => read(postmortemApi.POST("/api/v1/postmortems/{id}/submit", { params: { path } })));
  const publish = useChange(touched, () => read(postmortemApi.POST("/api/v1/postmortems/{id}/publish", { params: { path } })));
  if (postmortem.status === "DRAFT" || postmortem.status === "CHANGES_REQUESTED") {
    return (
      <Button onClick={() => submit.mutate(undefined)} loading={submit.isPending} variant={blocked ? "default" : "filled"}>
        {t("postmortem.submit")}
      </Button>
    );
  }
  if (postmortem.status === "APPROVED") {
    return (
      <Button onClick={() => publish.mutate(undefined)} loading={publish.isPending}>
        {t("postmortem.publish")}
      </Button>
    );
  }
  return null;
}
