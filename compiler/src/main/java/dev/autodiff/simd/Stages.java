package dev.autodiff.simd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program cut into stages, with the tiles in which values cross from one to the next. HotSpot compiles a loop over
 * registers well only while it is short, so a stage has few instructions; between stages a tile of some hundred
 * elements stays in the first cache.
 *
 * <p>Results go to their arrays in the last stages, when every input has been read: a result may be in the place of an
 * input.
 */
public final class Stages {
    /** Elements of a tile: what a stage starts with is paid once for so many, and ten tiles fit the first cache. */
    public static final int TILE = 512;

    /** Results that one stage copies from tiles to arrays. */
    private static final int MAX_COPIES = 24;

    /** Where an input is. */
    public enum Source {
        /** One number for all elements. */
        UNIFORM,
        /** Neighbours in an array. */
        ARRAY,
        /** A tile that has been filled before. */
        TILE
    }

    private final Version version;
    private final List<Source> sources;
    private final List<Lane> results;
    private final Set<Lane> tiled;
    private final List<Stage> stages = new ArrayList<>();
    private final Map<Lane, Integer> lastUse = new HashMap<>();
    private final Map<Lane, Integer> tiles = new HashMap<>();
    private final Stage check;
    private int tileCount;

    /**
     * @param version of the program that the lanes are of
     * @param sources of the inputs, by their index
     * @param results that go to arrays
     * @param tiled what is needed in tiles when all stages are done
     * @param inRegisters or in numbers, one by one
     */
    public Stages(Version version, List<Source> sources, List<Lane> results, List<Lane> tiled, boolean inRegisters) {
        this.version = version;
        this.sources = List.copyOf(sources);
        this.results = results.stream().map(version::of).toList();
        this.tiled = new LinkedHashSet<>(tiled.stream().map(version::of).toList());
        Set<Lane> wanted = new LinkedHashSet<>(this.results);
        wanted.addAll(this.tiled);
        int longest = inRegisters ? Cuts.MAX_INSTRUCTIONS : Cuts.MAX_IN_NUMBERS;
        List<List<Lane>> parts = new ArrayList<>(
                inRegisters ? Cuts.of(wanted, this::isComputed) : Cuts.inNumbers(wanted, this::isComputed));
        if (!results.isEmpty() && !canStore(parts, longest)) {
            for (int from = 0; from < results.size(); from += MAX_COPIES) {
                parts.add(List.of());
            }
        }
        findUses(parts);
        assignTiles(parts);
        this.check = version.checks().stream().reduce(Lane::and).map(this::check).orElse(null);
    }

    private Stage check(Lane isExpected) {
        List<Lane> lanes = Cuts.whole(List.of(isExpected), this::isComputed);
        return new Stage(reads(lanes, List.of()), lanes, List.of(), List.of());
    }

    /** Whether the last part can store all results. */
    private boolean canStore(List<List<Lane>> parts, int longest) {
        if (parts.isEmpty() || Cuts.isByLane(parts.get(parts.size() - 1)) || results.size() > MAX_COPIES) {
            return false;
        }
        List<Lane> last = parts.get(parts.size() - 1);
        long copies = results.stream().filter(result -> !last.contains(result)).count();
        return parts.size() == 1 || Cuts.cost(last) + copies <= longest;
    }

    /** The results that a part stores: all of them the last one, if there are no parts for copies alone. */
    private List<Integer> stored(int part, List<List<Lane>> parts) {
        int first = parts.size() - 1;
        while (first > 0 && parts.get(first - 1).isEmpty()) {
            first--;
        }
        List<Integer> numbers = new ArrayList<>();
        int from = parts.get(parts.size() - 1).isEmpty() ? (part - first) * MAX_COPIES : 0;
        int to = parts.get(parts.size() - 1).isEmpty() ? from + MAX_COPIES : results.size();
        for (int i = from; part >= first && i < Math.min(to, results.size()); i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private void findUses(List<List<Lane>> parts) {
        for (int part = 0; part < parts.size(); part++) {
            int user = part;
            parts.get(part).forEach(lane -> lane.inputs().forEach(input -> lastUse.put(input, user)));
            stored(part, parts).forEach(result -> lastUse.put(results.get(result), user));
        }
        tiled.forEach(lane -> lastUse.put(lane, Integer.MAX_VALUE));
    }

    /** A tile is free again behind the last stage that reads it. */
    private void assignTiles(List<List<Lane>> parts) {
        TreeSet<Integer> free = new TreeSet<>();
        Set<Lane> living = new LinkedHashSet<>();
        lastUse.keySet().stream()
                .filter(lane -> source(lane) == Source.TILE)
                .sorted(Comparator.comparing(Lane::id))
                .forEach(lane -> take(lane, free, living));
        for (int part = 0; part < parts.size(); part++) {
            int now = part;
            List<Lane> kept = parts.get(part).stream()
                    .filter(lane -> lastUse.get(lane) > now || Cuts.isByLane(parts.get(now)))
                    .toList();
            for (Lane lane : kept) {
                if (lane.instruction() == Instruction.REPAIR) {
                    if (lastUse.get(lane.input(0)) > now) {
                        throw new AssertionError("what is repaired in its place is needed later");
                    }
                    tiles.put(lane, tiles.get(lane.input(0)));
                    living.remove(lane.input(0));
                    living.add(lane);
                } else {
                    take(lane, free, living);
                }
            }
            stages.add(
                    new Stage(reads(parts.get(part), stored(part, parts)), parts.get(part), kept, stored(part, parts)));
            living.removeIf(lane -> lastUse.get(lane) <= now && free.add(tiles.get(lane)));
        }
    }

    private void take(Lane lane, TreeSet<Integer> free, Set<Lane> living) {
        tiles.put(lane, free.isEmpty() ? tileCount++ : free.pollFirst());
        living.add(lane);
    }

    /** What a part needs that it does not compute. */
    private List<Lane> reads(List<Lane> part, List<Integer> stored) {
        Set<Lane> reads = new LinkedHashSet<>();
        part.forEach(lane -> reads.addAll(lane.inputs()));
        stored.forEach(result -> reads.add(results.get(result)));
        reads.removeAll(part);
        return List.copyOf(reads);
    }

    /**
     * What tells whether all elements of a tile are as this version expects, before its other stages run: its last lane
     * is true of those that are. Null if nothing is expected.
     */
    public Stage check() {
        return check;
    }

    /** The numbers that stages store, by their numbers. */
    public List<Lane> results() {
        return results;
    }

    /** In the order in which they run. */
    public List<Stage> list() {
        return List.copyOf(stages);
    }

    /** How many instructions on registers there are for an element. */
    public int instructions() {
        return stages.stream().filter(stage -> !stage.isByLane()).mapToInt(stage -> Cuts.cost(stage.lanes())).sum();
    }

    /** How many tiles there must be. */
    public int tiles() {
        return tileCount;
    }

    /** The tile of a value that crosses between stages, or comes in or goes out in one; null for others. */
    public Integer tile(Lane lane) {
        return tiles.get(version.of(lane));
    }

    /** Whether the value is one number for all elements. */
    public boolean isUniform(Lane lane) {
        return lane.instruction().isConstant() || source(lane) == Source.UNIFORM;
    }

    /** Where an input is; null if the value is none. */
    public Source source(Lane lane) {
        return lane.instruction() == Instruction.INPUT ? sources.get(lane.index()) : null;
    }

    private boolean isComputed(Lane lane) {
        return !isUniform(lane) && source(lane) == null;
    }
}
