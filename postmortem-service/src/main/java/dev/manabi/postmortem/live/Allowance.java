package dev.manabi.postmortem.live;

/** How much somebody may still send: so much each second, and for a moment three times as much. */
final class Allowance {

    private static final int MOMENTS = 3;
    private static final double NANOS = 1e9;

    private final int perSecond;
    private double left;
    private long since;

    Allowance(int perSecond, long now) {
        this.perSecond = perSecond;
        this.left = (double) perSecond * MOMENTS;
        this.since = now;
    }

    /**
     * @param now of {@link System#nanoTime()}
     * @return false where it is too much
     */
    synchronized boolean take(double amount, long now) {
        left = Math.min((double) perSecond * MOMENTS, left + (now - since) / NANOS * perSecond);
        since = now;
        if (left < amount) {
            return false;
        }
        left -= amount;
        return true;
    }
}
