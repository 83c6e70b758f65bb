import { Button, Card, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type PostmortemApi, postmortemApi, read } from "../app/api";
import { useChange } from "../app/useChange";

/** What became known of the incident since the draft was made, for people to take over or leave. */
export function Offers({ postmortem }: { postmortem: PostmortemApi["Postmortem"] }) {
  const { t } = useTranslation();
  const offers = useQuery({
    queryKey: ["postmortem", postmortem.number, "offers"],
    queryFn: async () => (await read(postmortemApi.GET("/api/v1/postmortems/{id}/offers", { params: { path: { id: postmortem.number } } }))).offers,
    refetchInterval: 15_000,
  });
  const answer = useChange(["postmortem", "blockers"], ({ offer, taken }: { offer: string; taken: boolean }) => {
    const params = { path: { id: postmortem.number, offer } };
    return read(taken ? postmortemApi.POST("/api/v1/postmortems/{id}/offers/{offer}/take", { params }) : postmortemApi.POST("/api/v1/postmortems/{id}/offers/{offer}/decline", { params }));
  });
  if (!offers.data?.length) return null;
  return (
    <Card withBorder component="section" aria-label={t("offers.title")}>
      <Title order={2} size="h4">
        {t("offers.title")}
      </Title>
      {offers.data.map((offer) => (
        <div key={offer.id}>
          <Text size="sm" fw={600} mt="xs">
            {offer.title}
          </Text>
          {offer.added.map((line) => (
            <Text size="sm" key={line} style={{ overflowWrap: "anywhere" }}>
              <ins>{line}</ins>
            </Text>
          ))}
          <Group gap={6} mt={4}>
            <Button size="compact-xs" onClick={() => answer.mutate({ offer: offer.id, taken: true })} loading={answer.isPending}>
              {t("offers.take")}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => answer.mutate({ offer: offer.id, taken: false })} loading={answer.isPending}>
              {t("offers.decline")}
            </Button>
          </Group>
        </div>
      ))}
    </Card>
  );
}
