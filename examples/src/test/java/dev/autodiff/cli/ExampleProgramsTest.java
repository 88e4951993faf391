package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every program of the examples answers on the command line as it does in the applications. */
class ExampleProgramsTest {
    private static final Path PROGRAMS = Path.of("examples", "src", "main", "autodiff");
    private static final String OPTION = " --at S=100,K=100,r=0.05,sigma=0.2,T=1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            seed.ad      | x=2,y=3                                                   | 2.220561549739703  | 1.5 -0.29684531604050013
            pendulum.ad --function energy | q=0,p=3,m=2,l=1,g=10                     | 2.25               | 0 1.5 -1.125 -4.5 0
            pendulum.ad --function force  | q=0,m=2,l=1,g=10                         | -0.0               | -20 -0.0 -0.0 -0.0
            pendulum.ad                   | p=3,m=2,l=1                              | 1.5                | 0.5 -0.75 -3
            thurber.ad   | x=2,y=1,b1=1,b2=0,b3=0,b4=0,b5=0,b6=0,b7=0                | 0                  | 1 2 4 8 -2 -4 -8
            """)
    void answersItsValueAndGradient(String program, String point, double value, String gradient) {
        Console.Answer answer = Console.run("grad " + PROGRAMS + "/" + program + " --at " + point);

        assertThat(answer.code()).isZero();
        assertThat(numbers(answer)).startsWith(value)
                .endsWith(Stream.of(gradient.split(" ")).map(Double::valueOf).toArray(Double[]::new));
    }

    /** To 12 digits, from the closed forms in 30 digits. */
    @ParameterizedTest
    @CsvSource({
        "call, 10.4505835721856",
        "put, 5.57352602225697",
        "delta, 0.636830651175619",
        "dual_delta, -0.532324815453763",
        "rho, 53.2324815453763",
        "vega, 37.5240346916938",
        "decay, 6.4140275464382",
        "theta, -6.4140275464382",
        "gamma, 0.0187620173458469",
        "vanna, -0.281430260187703",
        "charm, -0.0656670607104641",
        "volga, 9.85005910656962",
        "veta, 16.4636702209806"
    })
    void answersEveryGreek(String greek, double value) {
        Console.Answer answer = Console.run("eval " + PROGRAMS + "/black_scholes.ad --function " + greek + OPTION);

        assertThat(answer.code()).isZero();
        assertThat(numbers(answer).get(0) / value).isBetween(1 - 1e-12, 1 + 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            layer.ad | w=[[1,2,0],[3,1,1],[0,1,0],[2,2,1],[1,1,1]] b=[0,1,-1] x=[1,-1,0,2,1] y=[0,1,0.5]
            softmax_regression.ad | w=[[1,0,2],[0,1,3],[2,-1,0],[1,1,1]] b=[0,1,0] x=[[1,2,3,4],[-1,0,1,2]] t=[2,0] decay=0.1
            softmax_regression.ad --function probabilities | w=[[1,0,2],[0,1,3],[2,-1,0],[1,1,1]] b=[0,1,0] x=[[1,2,0,1],[-1,0,1,2]]
            mixture.ad | alpha=[0.1,-0.2] mu=[[0,1],[1,0]] q=[[0.1,0.2],[-0.1,0]] l=[[0.5],[-0.5]] x=[[1,1],[0,2],[1,-1]] place=[[0,0],[1,0]] gamma=1,m=1
            mixture.ad --function loglikelihood | alpha=[0,0] mu=[[0],[1]] q=[[0.1],[0.2]] l=[[0],[0]] x=[[1],[2],[3]] place=[[0]]
            gaussian_process.ad | theta=[0.1,0.2,-1] x=[0,1,3] y=[1,2,0] u=[0.5,2]
            gaussian_process.ad --function evidence | theta=[0.1,0.2,-1] x=[0,1,3] y=[1,2,0]
            damped_pendulum.ad | length=1,damping=0.1,angle=2,velocity=0,time=1,steps=50
            newton.ad | a=2
            logistic_map.ad | r=2.5,start=0.3,steps=5
            escape.ad | re=0.5,im=0.5
            kalman.ad --function loglikelihood | q=-1,r=0.5 y=[1,2,1.5,0.3]
            cholesky_loops.ad | a=[[4,2,1],[2,5,3],[1,3,6]]
            descent.ad | x0=-1,y0=1.5,size=0.02,steps=30
            saddle.ad | start=0.5,size=0.1
            """)
    void passesItsCheck(String program, String point) {
        Console.Answer answer =
                Console.run("check " + PROGRAMS + "/" + program + " --at " + String.join(" --at ", point.split(" ")));

        assertThat(answer.printed()).contains("OK").doesNotContain("WRONG");
        assertThat(answer.code()).isZero();
    }

    @Test
    void hasNoOtherPrograms() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".ad"))
                    .containsExactlyInAnyOrder(
                            "seed.ad",
                            "black_scholes.ad",
                            "pendulum.ad",
                            "thurber.ad",
                            "layer.ad",
                            "softmax_regression.ad",
                            "network.ad",
                            "mixture.ad",
                            "gaussian_process.ad",
                            "damped_pendulum.ad",
                            "newton.ad",
                            "logistic_map.ad",
                            "escape.ad",
                            "kalman.ad",
                            "cholesky_loops.ad",
                            "descent.ad",
                            "saddle.ad");
        }
    }

    private static List<Double> numbers(Console.Answer answer) {
        return answer.printed()
                .lines()
                .map(line ->
                        Double.valueOf(line.substring(line.indexOf('=') + 1).strip()))
                .toList();
    }
}
