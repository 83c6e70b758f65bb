import { Badge, type MantineColor } from "@mantine/core";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconEye,
  IconFlame,
  IconHandStop,
  IconInfoCircle,
  IconLock,
  IconPencil,
  IconShieldCheck,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

type Look = readonly [MantineColor, ComponentType<{ size?: number }>];

/** Never only a colour: a word and a sign with it. */
const LOOKS: Record<string, Look> = {
  OPEN: ["red", IconFlame],
  ACKNOWLEDGED: ["orange", IconEye],
  MITIGATED: ["yellow", IconShieldCheck],
  RESOLVED: ["teal", IconCheck],
  CLOSED: ["gray", IconLock],
  DRAFT: ["indigo", IconPencil],
  WRITING: ["indigo", IconPencil],
  IN_REVIEW: ["violet", IconEye],
  CHANGES_REQUESTED: ["orange", IconArrowBackUp],
  APPROVED: ["teal", IconShieldCheck],
  PUBLISHED: ["green", IconCircleCheck],
  NOT_DUE: ["gray", IconCircle],
  WAIVED: ["gray", IconHandStop],
  WAITING: ["violet", IconEye],
  ACCEPTED: ["green", IconCircleCheck],
  LAPSED: ["gray", IconCircleDashed],
  IN_PROGRESS: ["indigo", IconPencil],
  DONE: ["green", IconCircleCheck],
  DECLINED: ["gray", IconHandStop],
  PLANNED: ["indigo", IconCircleDashed],
  RUNNING: ["orange", IconFlame],
  ENDED: ["gray", IconCheck],
  CANCELLED: ["gray", IconHandStop],
  SENT: ["green", IconCheck],
  PENDING: ["indigo", IconCircleDashed],
  FAILED: ["red", IconAlertTriangle],
  SUPPRESSED: ["gray", IconHandStop],
};

export function State({ of }: { of: string }) {
  const { t } = useTranslation();
  const [color, Icon] = LOOKS[of] ?? (["gray", IconCircle] as const);
  return (
    <Badge color={color} variant="light" leftSection={<Icon size={12} />} className="badge">
      {t(`state.${of}`, { defaultValue: of })}
    </Badge>
  );
}

const SEVERITIES: Record<string, Look> = {
  SEV1: ["red", IconAlertOctagon],
  SEV2: ["orange", IconAlertTriangle],
  SEV3: ["yellow", IconAlertTriangle],
  SEV4: ["gray", IconInfoCircle],
  SEV5: ["gray", IconInfoCircle],
};

export function Severity({ of }: { of: string }) {
  const [color, Icon] = SEVERITIES[of] ?? (["gray", IconInfoCircle] as const);
  return (
    <Badge color={color} variant="outline" leftSection={<Icon size={12} />} className="badge">
      {of}
    </Badge>
  );
}

export function Overdue() {
  const { t } = useTranslation();
  return (
    <Badge color="red" variant="filled" leftSection={<IconAlertTriangle size={12} />} className="badge">
      {t("overdue")}
    </Badge>
  );
}
