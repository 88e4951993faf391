package dev.autodiff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tasks of a gradient do, when they fail and how much memory they take. */
class BlocksTest {
    private static final StructType SCHEMA = new StructType().add("u", DataTypes.DoubleType);
    private static final int WIDTH = 100;
    private static final double[] W = new double[WIDTH];

    /** With a matrix of rows times parameters, which is much more than a row itself. */
    private static final CompiledFunction FUNCTION = Autodiff.compile(
                    "loss(const u: f64[n], w: f64[" + WIDTH + "]) = sum(exp(cos(outer(u, w + 1))))")
            .rowSum(Map.of("u", Shape.SCALAR)).terms();

    private static RowBlocks blocks(int rows, int blockSize, int partitions) {
        ColumnTable table = new ColumnTable(
                LocalSpark.rows(rows, partitions, SCHEMA, i -> RowFactory.create(Math.sin(i))), List.of("u"), false, "");
        return RowBlocks.of(table, widths -> { }, blockSize, partitions);
    }

    private static BlockCall call() {
        BlockCall call = new BlockCall(WIDTH);
        call.addColumn(0, new int[0]);
        call.addPart(0, new int[] {WIDTH});
        call.addValue(Tensor.scalar(1));
        call.addVariable(0, new int[] {WIDTH});
        return call;
    }

    /** How a task ends before its time. */
    private enum End {
        THROWN {
            @Override
            RuntimeException exception() {
                return new IllegalStateException("an executor is lost");
            }
        },
        KILLED {
            @Override
            RuntimeException exception() {
                return new TaskKilledException("preempted");
            }
        };

        abstract RuntimeException exception();
    }

    @ParameterizedTest
    @EnumSource
    void aGradientHasTheSameBitsWhenItsTasksEndBeforeTheirTime(End end) {
        RowBlocks blocks = blocks(2000, 100, 4);
        // its second derivatives go with it
        FUNCTION.hvp(List.of(Tensor.of(W)), Tensor.of(0.0), Tensor.of(W), Tensor.scalar(1));
        Broadcast<ShippedFunction> function = LocalSpark.context().broadcast(new ShippedFunction(FUNCTION));
        Broadcast<double[][]> point = LocalSpark.context().broadcast(new double[][] {W, W});
        for (BlockCall.Wanted wanted : BlockCall.Wanted.values()) {
            BlockTerm term = new BlockTerm(function, call(), wanted, point);
            double[] calm = blocks.sum(term, Addition.ELEMENTS, 2);
            LongAccumulator repeated = LocalSpark.session().sparkContext().longAccumulator();
            RowBlocks.Term ending = block -> {
                int attempt = TaskContext.get().attemptNumber();
                // where some blocks are summed already
                if (attempt < 2 && block.bucket() % 6 == 3) {
                    throw end.exception();
                }
                repeated.add(attempt);
                return term.of(block);
            };

            assertThat(blocks.sum(ending, Addition.ELEMENTS, 2)).isEqualTo(calm);
            assertThat(repeated.value()).as("blocks of repeated tasks").isPositive();
        }
        blocks.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256})
    void theMemoryOfACallIsBoundedByTheSizeOfABlock(int blockSize) {
        long few = largestAllocation(500, blockSize);
        long many = largestAllocation(5_000, blockSize);

        // a call allocates some matrices of its rows times parameters, and the same for any number of rows
        assertThat(many).isLessThan(few + few / 2).isLessThan(8L * 10 * blockSize * WIDTH + 100_000);
    }

    /** The most bytes that a call for one block allocates, of rows in one partition. */
    private static long largestAllocation(int rows, int blockSize) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RowBlocks blocks = blocks(rows, blockSize, 1);
        BlockCall call = call();
        long most = 0;
        for (Block block : blocks.blocks().collect()) {
            assertThat(block.rows()).isBetween(1, blockSize);
            call.run(FUNCTION, BlockCall.Wanted.GRADIENT, block, W, null);
            long before = threads.getCurrentThreadAllocatedBytes();
            call.run(FUNCTION, BlockCall.Wanted.GRADIENT, block, W, null);
            most = Math.max(most, threads.getCurrentThreadAllocatedBytes() - before);
        }
        blocks.release();
        return most;
    }
}
