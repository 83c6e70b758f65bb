package dev.manabi.blameless;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what the rules find in one block. */
final class Marks {

    private record Mark(Wording wording, int start, int end) {}

    private final Block block;
    private final Passage passage;
    private final List<Mark> marks = new ArrayList<>();

    Marks(Block block, Passage passage) {
        this.block = block;
        this.passage = passage;
    }

    /** Between two places of the block. */
    void add(Wording wording, int start, int end) {
        marks.add(new Mark(wording, start, end));
    }

    /** Without those that overlap with an earlier one; of two that begin together the longer one stays, then that of the first rule. */
    List<Finding> findings() {
        marks.sort(Comparator.comparingInt(Mark::start)
                .thenComparing(Comparator.comparingInt(Mark::end).reversed())
                .thenComparing(Mark::wording));
        List<Finding> findings = new ArrayList<>();
        int free = 0;
        for (Mark mark : marks) {
            if (mark.start() < free) {
                continue;
            }
            free = mark.end();
            int start = block.start(mark.start());
            int end = block.end(mark.end());
            findings.add(new Finding(
                    mark.wording().rule(),
                    start,
                    end,
                    passage.markdown().substring(start, end),
                    mark.wording().reason(passage.language()),
                    mark.wording().suggestion(passage.language())));
        }
        return findings;
    }
}
