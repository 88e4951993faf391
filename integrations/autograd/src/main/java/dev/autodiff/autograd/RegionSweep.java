package dev.autodiff.autograd;

import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import java.lang.StackWalker.StackFrame;
import java.util.Map;

/** A sweep from a value back to the leaves, region by region. */
final class RegionSweep {
    /**
     * The regions on the way by their levels, from which the sweep goes downward: so each comes after all that take
     * values of it. A chain of looks has one at each level.
     */
    private final Stop[] levels;

    private final Stop first;
    private final Pool pool = Pool.ofThread();

    /** A region on the way, with the cotangents that have come to it, by their places. */
    static final class Stop {
        private final RegionSweep sweep;
        private final Region region;
        private final Stop besides;
        private final Tensor[] cotangents;
        private boolean isReached;

        /**
         * @param besides another one of the same level, or null
         */
        private Stop(RegionSweep sweep, Region region, Stop besides) {
            this.sweep = sweep;
            this.region = region;
            this.besides = besides;
            this.cotangents = new Tensor[region.plan().size()];
        }

        private void take(int place, Tensor cotangent) {
            Tensor before = cotangents[place];
            cotangents[place] = before == null ? cotangent : Tensors.sum(before, cotangent);
            isReached = true;
        }
    }

    /** Of the value that it begins with, in the plan of its region. */
    private final int place;

    private RegionSweep(Region last, int place) {
        this.levels = new Stop[last.level() + 1];
        this.place = place;
        this.first = stop(last);
    }

    /** The way to a value; null if operations on it belong to no region, keep their gradients, or were let go. */
    static RegionSweep to(Value result) {
        boolean isPending = result.tensor() == null;
        Region last = isPending ? Region.of(result) : result.region();
        if (last == null) {
            return null;
        }
        RegionSweep sweep = new RegionSweep(last, isPending ? last.plan().size() - 1 : result.planned());
        return sweep.hasWay() ? sweep : null;
    }

    private boolean hasWay() {
        for (int level = levels.length - 1; level >= 0; level--) {
            for (Stop stop = levels[level]; stop != null; stop = stop.besides) {
                if (!stop.region.isOpen() || !hasSources(stop.region)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether all that a region takes of other operations comes from regions, which are on the way from now on. */
    private boolean hasSources(Region region) {
        for (int i = 0; i < region.plan().leaves(); i++) {
            Value value = region.value(i);
            if (value.isTracked() && !value.isLeaf()) {
                if (value.region() == null) {
                    return false;
                }
                stop(value.region());
            }
        }
        return true;
    }

    /** If the sweep of another thread comes between, there are two for a region, whose cotangents add up. */
    private Stop stop(Region region) {
        Stop stop = region.stop();
        if (stop == null || stop.sweep != this) {
            stop = new Stop(this, region, levels[region.level()]);
            levels[region.level()] = stop;
            region.stopAt(stop);
        }
        return stop;
    }

    /** Goes back, and adds what comes to leaves to these gradients. */
    void run(Tensor cotangent, Map<Value, Tensor> gradients) {
        first.take(place, cotangent);
        for (int level = levels.length - 1; level >= 0; level--) {
            for (Stop stop = levels[level]; stop != null; stop = stop.besides) {
                if (stop.isReached) {
                    pull(stop, gradients);
                }
                stop.region.stopAt(null);
            }
        }
    }

    private void pull(Stop stop, Map<Value, Tensor> gradients) {
        Region region = stop.region;
        Pull pull = region.plan().pull(stop.cotangents, region.isComputed());
        Tensor[] cotangents = pull.givesCotangentsAlone() ? filled(pull, stop) : computed(pull, stop);
        int[] variables = pull.variables();
        for (int i = 0; i < variables.length; i++) {
            Value value = region.value(variables[i]);
            if (value.isLeaf()) {
                gradients.merge(value, cotangents[i], Tensors::sum);
            } else {
                stop(value.region()).take(value.planned(), cotangents[i]);
            }
        }
        if (stop != first) {
            for (int reached : pull.reached()) {
                pool.give(region.value(reached).type(), stop.cotangents[reached]);
            }
        }
    }

    private static Tensor[] computed(Pull pull, Stop stop) {
        Region region = stop.region;
        int[] reached = pull.reached();
        Tensor[] given = new Tensor[reached.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = stop.cotangents[reached[i]];
        }
        Pullback pullback = pull.run(region.arguments(0), given);
        if (!region.isComputed()) {
            for (int i = 0; i < reached.length; i++) {
                region.value(reached[i]).computed(pullback.values().get(i));
            }
            region.computed();
        }
        return pullback.gradient().toArray(Tensor[]::new);
    }

    /** A loop goes back by turns in the same two tensors of the pool; what leaves get belongs to them. */
    private Tensor[] filled(Pull pull, Stop stop) {
        Region region = stop.region;
        int[] variables = pull.variables();
        Tensor[] cotangents = new Tensor[variables.length];
        for (int i = 0; i < cotangents.length; i++) {
            cotangents[i] = pool.take(region.value(variables[i]).type());
        }
        Tensor[] arguments = region.arguments(1);
        arguments[arguments.length - 1] = stop.cotangents[pull.reached()[0]];
        pull.fill(cotangents, arguments);
        return cotangents;
    }

    /** Says for good that a sweep went through all of it. */
    void release(StackFrame by) {
        for (int level = levels.length - 1; level >= 0; level--) {
            for (Stop stop = levels[level]; stop != null; stop = stop.besides) {
                stop.region.release(by, pool);
            }
        }
    }
}
