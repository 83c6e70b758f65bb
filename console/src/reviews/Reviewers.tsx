import { Group, MultiSelect, NumberInput, Select, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ReviewApi, read, reviewApi } from "../app/api";
import { useCatalog, useNames } from "../app/people";
import { ReasonButton } from "../app/ReasonButton";
import { useSession } from "../app/session";

type Review = ReviewApi["Review"];
const TOUCHED = ["review", "reviews", "process"];

/** Who reviews; who cannot says so, and somebody else is asked. */
export function Reviewers({ review }: { review: Review }) {
  const { t } = useTranslation();
  const names = useNames();
  const { people } = useCatalog();
  const session = useSession();
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [invited, setInvited] = useState<string[]>([]);
  const [requirement, setRequirement] = useState(review.requirement);
  const params = { path: { id: review.number } };
  const mine = review.reviewers.some((one) => one.person === session.id);
  const waiting = review.status === "WAITING";
  const mayAssign = session.roles.includes("manager") || session.id === review.owner || mine;
  return (
    <>
      <Text size="sm">
        {t("reviews.reviewers")}: {review.reviewers.map((one) => `${names(one.person)}${one.senior ? ` (${t("review.senior")})` : ""}${review.acceptedBy.some((by) => by.person === one.person) ? " ✓" : ""}`).join(", ")}
        {review.invited.length > 0 && ` · ${t("review.invited")}: ${review.invited.map(names).join(", ")}`}
      </Text>
      {review.declined.map((one) => (
        <Text size="sm" c="dimmed" key={one.person}>
          {t("review.declinedBy", { person: names(one.person), reason: one.reason })}
        </Text>
      ))}
      {waiting && (
        <Group gap={6} className="no-print">
          {mine && <ReasonButton size="compact-sm" label={t("review.decline")} help={t("review.declineHelp")} keys={TOUCHED} ask={(reason) => read(reviewApi.POST("/api/v1/reviews/{id}/decline", { params, body: { reason } }))} />}
          {mayAssign && (
            <>
              <ReasonButton
                size="compact-sm"
                label={t("review.reassign")}
                keys={TOUCHED}
                ask={(reason) => read(reviewApi.POST("/api/v1/reviews/{id}/reassign", { params, body: { from, to: to ?? "", reason } }))}
                fields={
                  <Group grow>
                    <Select label={t("review.insteadOf")} data={review.reviewers.map((one) => ({ value: one.person, label: names(one.person) }))} value={from} onChange={setFrom} clearable placeholder={t("review.besides")} />
                    <Select label={t("review.newReviewer")} data={people} value={to} onChange={setTo} searchable required />
                  </Group>
                }
              />
              <ReasonButton
                size="compact-sm"
                label={t("review.invite")}
                help={t("review.inviteHelp")}
                keys={TOUCHED}
                ask={(reason) => read(reviewApi.POST("/api/v1/reviews/{id}/invite", { params, body: { people: invited, reason } }))}
                fields={<MultiSelect label={t("catalog.people")} data={people} value={invited} onChange={setInvited} searchable required={invited.length === 0} />}
              />
            </>
          )}
          {session.roles.includes("manager") && (
            <ReasonButton
              size="compact-sm"
              label={t("review.requirement")}
              keys={TOUCHED}
              ask={(reason) => read(reviewApi.PUT("/api/v1/reviews/{id}/requirement", { params: { ...params, header: { "If-Match": `"${review.version}"` } }, body: { ...requirement, reason } }))}
              fields={
                <>
                  <Group grow>
                    <NumberInput label={t("policy.reviewers")} min={1} value={requirement.reviewers} onChange={(value) => setRequirement({ ...requirement, reviewers: Number(value) })} />
                    <NumberInput label={t("policy.seniors")} min={1} value={requirement.seniors} onChange={(value) => setRequirement({ ...requirement, seniors: Number(value) })} />
                  </Group>
                  <Switch label={t("shortage.OTHER_TEAM")} checked={requirement.otherTeam} onChange={(event) => setRequirement({ ...requirement, otherTeam: event.currentTarget.checked })} />
                </>
              }
            />
          )}
        </Group>
      )}
    </>
  );
}
