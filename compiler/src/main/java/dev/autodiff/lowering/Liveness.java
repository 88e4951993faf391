package dev.autodiff.lowering;

import dev.autodiff.lowering.Step.Load;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where what a buffer holds is needed later on. The steps of a plan are numbered, those of a loop's head and tail
 * behind the loop. What is known of a buffer is known at the steps that use it; between them it is the same. So to ask
 * about a buffer takes time by its own uses, and to ask about each of a plan's buffers takes time by the length of the
 * plan.
 */
final class Liveness {
    /** The list of all steps that are in no loop. */
    private static final int OUTERMOST = 0;

    /** The number of the loop around the steps that are in none. */
    private static final int NONE = -1;

    private final List<Step> steps = new ArrayList<>();

    /** Of each step, the list that it is in: a loop has one for its head and the next one for its tail. */
    private final List<Integer> lists = new ArrayList<>();

    /** Of each step, the last number within. */
    private final List<Integer> ends = new ArrayList<>();

    /** Of each list, the loop around it. */
    private final List<Integer> owners = new ArrayList<>(List.of(NONE));

    /** Of each loop, the list of its head. */
    private final Map<Integer, Integer> heads = new HashMap<>();

    private final Map<Buffer, Collected> collected = new HashMap<>();

    Liveness(List<Step> steps) {
        number(steps, OUTERMOST);
    }

    private void number(List<Step> list, int id) {
        for (Step step : list) {
            int number = steps.size();
            steps.add(step);
            lists.add(id);
            ends.add(number);
            collect(step, number);
            if (step instanceof Step.Repeat repeat) {
                int head = owners.size();
                heads.put(number, head);
                owners.addAll(List.of(number, number));
                number(repeat.head(), head);
                number(repeat.tail(), head + 1);
                ends.set(number, steps.size() - 1);
            }
        }
    }

    private void collect(Step step, int number) {
        if (step instanceof Step.Loop loop) {
            loop.inputs().forEach(input -> {
                if (input instanceof Load load) {
                    collect(load.buffer(), number, BufferUses.of(load));
                }
            });
            loop.outputs().forEach(output -> collect(output.buffer(), number, BufferUses.of(loop, output)));
        } else {
            Step.buffers(step).forEach(buffer -> collect(buffer, number, BufferUses.of(step, buffer)));
        }
    }

    private void collect(Buffer buffer, int number, byte flags) {
        Collected known = collected.computeIfAbsent(buffer, unused -> new Collected());
        for (int owner = owners.get(lists.get(number)); owner != NONE; owner = owners.get(lists.get(owner))) {
            known.flags.putIfAbsent(owner, (byte) 0);
        }
        known.flags.merge(number, flags, (a, b) -> (byte) (a | b));
    }

    /** The uses of a buffer while they are found. */
    private static final class Collected {
        private final Map<Integer, Byte> flags = new LinkedHashMap<>();

        BufferUses sorted() {
            int[] numbers = flags.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
            byte[] all = new byte[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                all[i] = flags.get(numbers[i]);
            }
            return new BufferUses(numbers, all);
        }
    }

    Step step(int number) {
        return steps.get(number);
    }

    /** What the steps do with the buffer. */
    BufferUses uses(Buffer buffer) {
        Collected known = collected.get(buffer);
        return known == null ? BufferUses.NONE : known.sorted();
    }

    /** @param isResult whether somebody reads what stands there behind the last step */
    Range range(BufferUses uses, boolean isResult) {
        return new Range(uses, isResult);
    }

    /** Where buffers that are taken for one hold something that is read. */
    final class Range {
        private final BufferUses uses;

        /** Before each use, whatever way has led there. */
        private final boolean[] before;

        /** Of each use, the one before it in the same list of steps, or -1. */
        private final int[] previous;
        private final Map<Integer, Integer> last = new HashMap<>();
        private final Map<Integer, Boolean> atEnd = new HashMap<>();

        /**
         * What is known of each loop by whether the buffers are live behind it: else loops in loops would be walked 2ⁿ
         * times.
         */
        private final Map<Integer, Boolean> ifLive = new HashMap<>();
        private final Map<Integer, Boolean> ifNot = new HashMap<>();

        private Range(BufferUses uses, boolean isResult) {
            this.uses = uses;
            this.before = new boolean[uses.size()];
            this.previous = new int[uses.size()];
            for (int place = 0; place < uses.size(); place++) {
                Integer known = last.put(listOf(place), place);
                previous[place] = known == null ? -1 : known;
            }
            walk(OUTERMOST, isResult);
        }

        private int listOf(int place) {
            return lists.get(uses.numbers()[place]);
        }

        /** The first step at which the buffers are used, or behind which they are live. */
        int first() {
            return uses.size() == 0 || before[0] ? 0 : uses.number(0);
        }

        /** The last one. */
        int last() {
            return atEnd.get(OUTERMOST) || uses.size() == 0
                    ? steps.size() - 1
                    : ends.get(uses.number(last.get(OUTERMOST)));
        }

        /** Whether somebody reads, behind the step of this number, what the buffers hold then. */
        boolean isLiveBehind(int number) {
            int step = number;
            int list = lists.get(step);
            // in a loop that leaves them alone they are what they are behind it
            while (owners.get(list) != NONE && !uses.contains(owners.get(list))) {
                step = owners.get(list);
                list = lists.get(step);
            }
            int next = uses.atLeast(ends.get(step) + 1);
            return next < uses.size() && listOf(next) == list ? before[next] : atEnd.get(list);
        }

        /**
         * Whether what the buffers hold before the steps of a list is read, in them or, if they leave it alone, later.
         */
        private boolean walk(int list, boolean isLiveAfter) {
            atEnd.merge(list, isLiveAfter, Boolean::logicalOr);
            boolean isLive = isLiveAfter;
            for (int place = last.getOrDefault(list, -1); place >= 0; place = previous[place]) {
                isLive = steps.get(uses.numbers()[place]) instanceof Step.Repeat ? beforeLoop(place, isLive)
                        : uses.reads(place) || isLive && !uses.replaces(place);
                before[place] |= isLive;
            }
            return isLive;
        }

        private boolean beforeLoop(int place, boolean isLiveAfter) {
            Map<Integer, Boolean> known = isLiveAfter ? ifLive : ifNot;
            Boolean found = known.get(place);
            if (found == null) {
                found = walkLoop(place, isLiveAfter);
                known.put(place, found);
            }
            return found;
        }

        /**
         * What is live at the start of a step is live at the end of the one before, so that the second round finds all.
         */
        private boolean walkLoop(int place, boolean isLiveAfter) {
            int head = heads.get(uses.numbers()[place]);
            boolean atStart = false;
            for (int round = 0; round < 2; round++) {
                boolean beforeTail = walk(head + 1, atStart);
                atStart = walk(head, beforeTail || isLiveAfter || uses.decides(place));
            }
            return atStart || isLiveAfter || uses.counts(place);
        }
    }
}
