import { Button, Card, MultiSelect, Select, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { useChange } from "../app/useChange";

type Postmortem = PostmortemApi["Postmortem"];

/** What set it off, and what it came about by: of these the trends are made. */
export function Classification({ postmortem, writable }: { postmortem: Postmortem; writable: boolean }) {
  const { t, i18n } = useTranslation();
  const codes = useQuery({ queryKey: ["cause-codes"], queryFn: () => read(postmortemApi.GET("/api/v1/cause-codes")), staleTime: 300_000 });
  const [trigger, setTrigger] = useState(postmortem.trigger ?? null);
  const [causes, setCauses] = useState(postmortem.causes);
  const named = (kind: PostmortemApi["CauseKind"]) =>
    (codes.data?.items ?? [])
      .filter((code) => code.kind === kind && (code.offered || code.code === trigger || causes.includes(code.code)))
      .map((code) => ({ value: code.code, label: i18n.language === "ja" ? code.nameJa : code.nameEn }));
  const nameOf = (kind: PostmortemApi["CauseKind"], code: string) => named(kind).find((one) => one.value === code)?.label ?? code;
  const save = useChange(["postmortem", "blockers"], () =>
    read(
      postmortemApi.PUT("/api/v1/postmortems/{id}/classification", {
        params: { path: { id: postmortem.number }, header: { "If-Match": "*" } },
        body: { trigger: trigger ?? "", causes },
      }),
    ),
  );
  const changed = trigger !== (postmortem.trigger ?? null) || causes.join() !== postmortem.causes.join();
  return (
    <Card withBorder component="section" aria-label={t("classification.title")}>
      <Title order={2} size="h4">
        {t("classification.title")}
      </Title>
      {writable ? (
        <Stack gap="xs">
          <Select label={t("classification.trigger")} data={named("TRIGGER")} value={trigger} onChange={setTrigger} searchable />
          <MultiSelect label={t("classification.causes")} data={named("CAUSE")} value={causes} onChange={setCauses} searchable />
          {changed && (
            <Button variant="default" onClick={() => save.mutate(undefined)} loading={save.isPending} disabled={!trigger}>
              {t("save")}
            </Button>
          )}
        </Stack>
      ) : (
        <>
          <Text size="sm">
            {t("classification.trigger")}: {postmortem.trigger ? nameOf("TRIGGER", postmortem.trigger) : t("unknown")}
          </Text>
          <Text size="sm">
            {t("classification.causes")}: {postmortem.causes.map((code) => nameOf("CAUSE", code)).join(", ") || t("unknown")}
          </Text>
        </>
      )}
    </Card>
  );
}
