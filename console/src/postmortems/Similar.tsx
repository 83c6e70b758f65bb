import { Alert, Card, Text, Title } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";

import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { State } from "../app/badges";
import { TextLink } from "../app/links";

/** What has happened before, and what was meant to prevent it. */
export function Similar({ postmortem }: { postmortem: PostmortemApi["Postmortem"] }) {
  const { t } = useTranslation();
  const similar = useQuery({
    queryKey: ["similar", postmortem.id],
    queryFn: () => read(postmortemApi.GET("/api/v1/search/similar", { params: { query: { postmortemId: postmortem.id, limit: 5 } } })),
    staleTime: 60_000,
  });
  const items = similar.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card withBorder component="section" aria-label={t("similar.title")}>
      <Title order={2} size="h4">
        {t("similar.title")}
      </Title>
      {items.map((one) => (
        <div key={one.id}>
          <TextLink to="/postmortems/$number" params={{ number: one.number }} size="sm">
            {one.number} {one.title}
          </TextLink>{" "}
          <State of={one.status} />
          {one.suspected && (
            <Alert color="orange" icon={<IconRepeat size={18} />} title={t("similar.again")} mt={4}>
              {one.openPreventActions.map((action) => (
                <Text size="sm" key={action.id}>
                  {action.title}
                </Text>
              ))}
            </Alert>
          )}
        </div>
      ))}
    </Card>
  );
}
