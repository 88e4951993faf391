package dev.autodiff.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.autodiff.runtime.WarmUp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where programs are cut into loops. */
class CutsTest {
    private final LaneProgram program = new LaneProgram(Precision.F64);

    /** The warm-up, which knows no stages, practises whole tiles. */
    @Test
    void tilesAreAsLongAsTheirWarmUpSays() {
        assertEquals(WarmUp.TILE, Stages.TILE);
    }

    private static boolean isComputed(Lane lane) {
        return lane.instruction() != Instruction.INPUT && lane.instruction() != Instruction.CONSTANT;
    }

    private static List<List<Lane>> cut(Collection<Lane> wanted) {
        return Cuts.of(wanted, CutsTest::isComputed);
    }

    private Lane chain(int length) {
        Lane lane = program.input(0);
        for (int i = 0; i < length; i++) {
            lane = lane.times(1 + 1.0 / (i + 2));
        }
        return lane;
    }

    private List<Lane> besideEachOther(int count) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lanes.add(program.input(0).times(i + 2));
        }
        return lanes;
    }

    @Test
    void instructionsThatDoNotWaitForEachOtherStayTogether() {
        assertEquals(1, cut(besideEachOther(Cuts.MAX_INSTRUCTIONS)).size());
    }

    @Test
    void noPartIsTooLongForTheJit() {
        cut(besideEachOther(1000)).forEach(part -> assertTrue(part.size() <= Cuts.MAX_INSTRUCTIONS, part::toString));
    }

    @Test
    void aLongChainIsCutIntoShortOnes() {
        List<List<Lane>> parts = cut(List.of(chain(Cuts.MAX_INSTRUCTIONS)));
        assertTrue(parts.size() > 1 && parts.size() < 8, () -> parts.size() + " parts");
    }

    @Test
    void aShortChainStaysWhole() {
        assertEquals(1, cut(List.of(chain(10))).size());
    }

    @Test
    void aCutIsWhereOneValueCrossesRatherThanMany() {
        Lane narrow = besideEachOther(20).stream().reduce(Lane::plus).orElseThrow();
        List<Lane> wide = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            wide.add(narrow.plus(i));
        }
        List<List<Lane>> parts = cut(wide);
        Set<Lane> first = new HashSet<>(parts.get(0));
        long crossing = parts.stream()
                .skip(1)
                .flatMap(part -> part.stream())
                .flatMap(lane -> lane.inputs().stream())
                .filter(first::contains)
                .distinct()
                .count();
        assertEquals(1, crossing);
    }

    @Test
    void everyInstructionIsDoneOnceAndBehindItsInputs() {
        Lane sum = chain(100).plus(besideEachOther(50).stream().reduce(Lane::plus).orElseThrow());
        Set<Lane> done = new HashSet<>();
        for (List<Lane> part : cut(List.of(sum, chain(30)))) {
            for (Lane lane : part) {
                assertTrue(
                        lane.inputs().stream().allMatch(input -> !isComputed(input) || done.contains(input)),
                        lane::toString);
                assertTrue(done.add(lane), lane::toString);
            }
        }
        assertTrue(done.contains(sum) && done.contains(chain(30)));
    }
}
