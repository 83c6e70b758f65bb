import { Card, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ReviewApi } from "../app/api";
import { State } from "../app/badges";
import { useNames } from "../app/people";
import { Time } from "../app/Time";

/** What was said in the rounds before this one. */
export function Rounds({ review }: { review: ReviewApi["Review"] }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <Stack>
      {[...review.rounds].reverse().map((round) => (
        <Card withBorder key={round.round} component="section" aria-label={t("review.round", { round: round.round })}>
          <Group gap="xs">
            <Text fw={600}>{t("review.round", { round: round.round })}</Text>
            <State of={round.status} />
            <Text size="sm">
              <Time at={round.openedAt} /> – <Time at={round.endedAt} />
            </Text>
          </Group>
          {round.requestedChanges && (
            <Text size="sm">
              {t("review.changesRequested", { person: names(round.requestedChanges.by) })}: {round.requestedChanges.reason}
            </Text>
          )}
          {round.verdicts
            .filter((verdict) => verdict.verdict === "FAIL" || verdict.remark)
            .map((verdict) => (
              <Text size="sm" key={verdict.criterion + verdict.by}>
                {names(verdict.by)}: {verdict.criterion}, {t(`verdict.${verdict.verdict}`)} {verdict.remark}
              </Text>
            ))}
          {round.acceptedBy.length > 0 && (
            <Text size="sm">
              {t("state.ACCEPTED")}: {round.acceptedBy.map((one) => names(one.person)).join(", ")}
            </Text>
          )}
        </Card>
      ))}
    </Stack>
  );
}
