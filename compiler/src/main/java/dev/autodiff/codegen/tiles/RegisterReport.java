package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.codegen.loops.Ranges;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.simd.Stage;
import dev.autodiff.simd.Stages;
import java.util.ArrayList;
import java.util.List;

/** Tells readers which loops of a plan are done in vector registers where there are some, and how; or why not. */
public final class RegisterReport {
    private final Plan plan;
    private final Ranges ranges;

    public RegisterReport(Plan plan) {
        this.plan = plan;
        this.ranges = new Ranges(plan);
    }

    /** Of one loop of the plan: nothing if it has no axes. */
    public List<String> lines(Step.Loop loop) {
        LoopLayout layout = new LoopLayout(plan, loop, ranges);
        List<String> lines = new ArrayList<>();
        NestTiles nest = NestTiles.of(layout);
        add(lines, "in registers: ", nest.innermost());
        add(lines, "rows of up to " + TileCall.MAX_ROW + " in registers as one: ", nest.rowsAsOne());
        add(lines, "rows of fewer than " + TileCall.MIN_LENGTH + " in registers side by side: ", nest.acrossRows());
        if (nest.shortRows() != null) {
            lines.add("rows of fewer than " + TileCall.MIN_LENGTH + " in registers side by side, "
                    + counted(nest.shortRows().together(), "round") + " at a time: "
                    + counted(nest.shortRows().instructions(), "instruction"));
        }
        if (lines.isEmpty() && layout.depth() > 0) {
            lines.add("not in registers: " + reason(layout));
        }
        return lines;
    }

    private static void add(List<String> lines, String way, TileLayout tiles) {
        if (tiles != null) {
            lines.add(way + text(tiles));
        }
    }

    private static String text(TileLayout layout) {
        Stages stages = layout.stages();
        long byLane = stages.list().stream().filter(Stage::isByLane).count();
        List<String> parts = new ArrayList<>();
        if (!stages.list().isEmpty()) {
            parts.add(counted(stages.instructions(), "instruction") + " in "
                    + counted(stages.list().size(), "stage")
                    + (byLane == 0 ? "" : " (" + byLane + " of them number by number)")
                    + (stages.check() == null ? "" : " behind a check"));
        }
        if (stages.tiles() > 0) {
            parts.add(counted(stages.tiles(), "tile") + " of " + layout.elementsThatFit() + " elements");
        }
        if (!layout.loop().folded().isEmpty()) {
            parts.add(counted(layout.loop().folded().size(), "fold"));
        }
        return String.join(", ", parts);
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String reason(LoopLayout layout) {
        String obstacle = Obstacle.of(layout, 1);
        if (obstacle != null) {
            return obstacle;
        }
        if (!TileCall.canBeWorthIt(layout, 1)) {
            return "it is too short";
        }
        return VectorLoop.of(layout, 1) == null ? "it computes too little" : "it does more than one method can call";
    }
}
