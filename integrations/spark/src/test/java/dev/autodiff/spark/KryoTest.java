package dev.autodiff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.hipparchus.Loss;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * What travels between driver and executors, by Kryo, which knows nothing of {@code writeReplace}. Tasks themselves go
 * by Java's serialisation whatever is chosen; on Spark 4.0 all tests run with Kryo.
 */
class KryoTest {
    private final SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();

    private <T> T moved(T object) {
        ClassTag<T> tag = ClassTag$.MODULE$.apply(object.getClass());
        return kryo.deserialize(kryo.serialize(object, tag), tag);
    }

    @Test
    void functionsCallsAndBlocksAreTheSameAfterwards() {
        CompiledFunction terms = Autodiff.compile("loss(const x: f64[n, 2], w: f64[2]) = sum(softplus(x @ w))")
                .rowSum(Map.of("x", Shape.of(2))).terms();
        BlockCall call = new BlockCall(2);
        call.addColumn(0, new int[] {2});
        call.addPart(0, new int[] {2});
        call.addValue(Tensor.scalar(1));
        call.addVariable(0, new int[] {2});
        Block block = new Block(0, List.of(RowOrder.key(new double[] {0, 1, -2})), new int[] {2});
        double[] w = {0.5, 0.25};
        double[] expected = call.run(terms, BlockCall.Wanted.GRADIENT, block, w, null);

        double[] actual = moved(call).run(
                moved(new ShippedFunction(terms)).function(), BlockCall.Wanted.GRADIENT, moved(block), w, null);

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void sumsAreTheSameAfterwards() {
        for (Addition addition : Addition.values()) {
            DyadicSums sums = new DyadicSums(addition);
            for (int leaf = 0; leaf < 3; leaf++) {
                sums.append(leaf, leaf == 1 ? null : FitSums.of(new double[][] {{leaf, 2}, {3, 4}}, 5, 6));
            }

            assertThat(moved(sums).total()).isEqualTo(sums.total());
        }
    }

    @Test
    void lossesOfFitsAreTheSameAfterwards() {
        ResidualLoss loss = new RobustLoss(Loss.HUBER, 0.5);

        assertThat(moved(loss).residual(2)).isEqualTo(loss.residual(2));
        assertThat(moved(new ResidualLoss()).psi(2)).isEqualTo(2);
    }
}
