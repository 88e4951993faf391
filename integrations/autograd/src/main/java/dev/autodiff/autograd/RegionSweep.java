package dev.autodiff.autograd;

import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A sweep from a value back to the leaves, region by region. */
final class RegionSweep {
    private final List<Stop> stops = new ArrayList<>();
    private final Map<Region, Stop> known = new IdentityHashMap<>();

    private final Pool pool = Pool.ofThread();

    /** A region on the way, with the cotangents that have come to it, by their places. */
    private static final class Stop {
        private final Region region;
        private final Stop[] sources;
        private final Tensor[] cotangents;

        Stop(Region region) {
            this.region = region;
            this.sources = new Stop[region.plan().leaves()];
            this.cotangents = new Tensor[region.plan().size()];
        }

        void take(int place, Tensor cotangent) {
            Tensor before = cotangents[place];
            cotangents[place] = before == null ? cotangent : Tensors.sum(before, cotangent);
        }

        int[] reached() {
            int[] reached = new int[cotangents.length];
            int count = 0;
            for (int i = 0; i < reached.length; i++) {
                if (cotangents[i] != null) {
                    reached[count++] = i;
                }
            }
            return Arrays.copyOf(reached, count);
        }
    }

    /** Of the value that it begins with, in the plan of its region. */
    private final int place;

    private RegionSweep(int place) {
        this.place = place;
    }

    /** The way to a value; null if operations on it belong to no region, keep their gradients, or were let go. */
    static RegionSweep to(Value result) {
        boolean isPending = result.tensor() == null;
        Region last = isPending ? Region.of(result) : result.region();
        if (last == null) {
            return null;
        }
        RegionSweep sweep = new RegionSweep(isPending ? last.plan().size() - 1 : result.planned());
        if (!sweep.hasWay(last)) {
            return null;
        }
        sweep.stops.sort(Comparator.comparingInt((Stop stop) -> stop.region.level()).reversed());
        return sweep;
    }

    private boolean hasWay(Region last) {
        stop(last);
        for (int next = 0; next < stops.size(); next++) {
            Stop stop = stops.get(next);
            if (!stop.region.isOpen()) {
                return false;
            }
            for (int i = 0; i < stop.sources.length; i++) {
                Value value = stop.region.value(i);
                if (value.isTracked() && !value.isLeaf()) {
                    if (value.region() == null) {
                        return false;
                    }
                    stop.sources[i] = stop(value.region());
                }
            }
        }
        return true;
    }

    private Stop stop(Region region) {
        Stop stop = known.get(region);
        if (stop == null) {
            stop = new Stop(region);
            known.put(region, stop);
            stops.add(stop);
        }
        return stop;
    }

    /** Goes back, and adds what comes to leaves to these gradients. */
    void run(Tensor cotangent, Map<Value, Tensor> gradients) {
        stops.get(0).take(place, cotangent);
        for (Stop stop : stops) {
            pull(stop, gradients);
        }
    }

    private void pull(Stop stop, Map<Value, Tensor> gradients) {
        Region region = stop.region;
        int[] reached = stop.reached();
        Tensor[] given = new Tensor[reached.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = stop.cotangents[reached[i]];
        }
        Pull pull = region.plan().pull(reached, region.isComputed());
        List<Tensor> cotangents = pull.givesCotangentsAlone()
                ? filled(pull, stop, given[0])
                : computed(pull, region, reached, given);
        int[] variables = pull.variables();
        for (int i = 0; i < variables.length; i++) {
            Value value = region.value(variables[i]);
            Stop source = stop.sources[variables[i]];
            if (source == null) {
                gradients.merge(value, cotangents.get(i), Tensors::sum);
            } else {
                source.take(value.planned(), cotangents.get(i));
            }
        }
        for (int i = 0; stop != stops.get(0) && i < given.length; i++) {
            pool.give(region.value(reached[i]).type(), given[i]);
        }
    }

    private static List<Tensor> computed(Pull pull, Region region, int[] reached, Tensor[] given) {
        Pullback pullback = pull.run(region.arguments(), given);
        if (!region.isComputed()) {
            for (int i = 0; i < reached.length; i++) {
                region.value(reached[i]).computed(pullback.values().get(i));
            }
            region.computed();
        }
        return pullback.gradient();
    }

    /** A loop goes back by turns in the same two tensors of the pool; what leaves get belongs to them. */
    private List<Tensor> filled(Pull pull, Stop stop, Tensor cotangent) {
        List<Tensor> cotangents = new ArrayList<>();
        for (int place : pull.variables()) {
            Type type = stop.region.value(place).type();
            cotangents.add(stop.sources[place] == null ? Tensors.zeros(type) : pool.take(type));
        }
        pull.fill(cotangents, stop.region.arguments(), cotangent);
        return cotangents;
    }

    /** Says for good that a sweep went through all of it. */
    void release(StackFrame by) {
        stops.forEach(stop -> stop.region.release(by));
    }
}
