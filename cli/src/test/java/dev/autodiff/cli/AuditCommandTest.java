package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code check --class} with the formula that a class written by hand should compute. */
class AuditCommandTest {
    private static final String FORMULA = "f(x, y) = x*sin(y)";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "StaticMethods; ''",
        "StaticMethods; --derivative x=byX --derivative y=byY",
        "StaticMethods; --derivative y=byY(y,x)",
        "StaticMethods; --gradient-method gradient(double,double)",
        "Objects; ''",
        "Singleton; ''",
        "Model; --constructor x --derivative y=slope",
        "Records; ''",
        "Lists; ''",
        "SecondOrder; --gradient-method second --hessian-method second",
        "SecondOrder; --gradient-method third",
    })
    void judgesEveryShapeInWhichPeopleWriteDerivatives(String type, String options) {
        assertThat(audit(type, FORMULA, options, "--range", "x=0.5:2", "--range", "y=-3:3", "--samples", "3"))
                .as(out.toString() + err)
                .isZero();
    }

    @Test
    void judgesJacobians() {
        assertThat(audit("Polar", "polar(x, y) = x*cos(y), x*sin(y)", "", "--at", "x=2,y=0.5")).isZero();
        assertThat(audit("Polar", "polar(x, y) = [x*cos(y), x*sin(y)]", "", "--at", "x=2,y=0.5")).isZero();
        assertThat(audit("Polar", "polar(x, y) = [x*cos(y), x*sin(2*y)]", "", "--at", "x=2,y=0.5")).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("(?m)^polar\\[0\\] by x .*OK$")
                .containsPattern("(?m)^polar\\[1\\] by y .*WRONG");
    }

    @Test
    void judgesArraysElementByElement() {
        String form = "q(a: f64[2, 2], x: f64[2]) = x @ a @ x";

        assertThat(audit("Quadratic", form, "--wrt x", "--range", "x=-1:1", "--at", "a=[[1, 2], [3, 4]]")).isZero();
        assertThat(out.toString()).containsPattern("(?m)^x\\[0\\] .*OK").containsPattern("(?m)^x\\[1\\] .*OK");
        assertThat(err.toString()).contains("a[0, 1]=2.0:2.0", "x[1]=-1.0:1.0");
    }

    @Test
    void findsAWrongSecondDerivativeAndSaysAllAboutIt() {
        assertThat(audit("SecondOrder", FORMULA, "--gradient-method third --hessian-method third", "--range", "x=1:2",
                        "--range", "y=1:2", "--samples", "4"))
                .isEqualTo(1);

        assertThat(out.toString()).containsPattern("""
                df/dy by y is wrong at 4 of 4 points, most of all at
                  x=1\\.\\d+, y=1\\.\\d+
                  is           1\\.\\d+
                  should be    -1\\.\\d{16}
                  differences  -1\\.\\d+
                """);
    }

    @Test
    void theFactsAreInTheJsonToo() throws JsonParserException {
        audit("StaticMethods", "f(x, y) = x*cos(y)", "--json", "--at", "x=2,y=3");

        JsonObject y = JsonParser.object().from(out.toString()).getArray("variables").getObject(2);
        assertThat(y.getString("verdict")).isEqualTo("WRONG");
        // -2 sin 3
        assertThat(y.getString("truth")).isEqualTo("-0.28224001611973444");
        assertThat(y.getObject("points").getInt("WRONG")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "Kink; abs(x); 0; 0; KINK",
        "Kink; abs(x); -3; 0; OK",
        "Throwing; sqrt(x); 2; 0; OK",
        "Throwing; sqrt(x); 0.5; 1; THROWS",
        "Throwing; sqrt(x); -1; 1; OUTSIDE_DOMAIN",
        "Rounding; (exp(x) - 1)/x; 1e-3; 0; INACCURATE",
        "Rounding; (exp(x) - 1)/x; 1e-7; 1; WRONG",
        "Sine; sin(1e9*x); 0.3; 0; ILL_CONDITIONED",
    })
    void eachCaseHasItsOwnVerdict(String type, String formula, String x, int code, String verdict) {
        assertThat(audit(type, "f(x) = " + formula, "", "--at", "x=" + x)).as(out.toString()).isEqualTo(code);

        assertThat(out.toString()).containsPattern("(?m)^x .*" + verdict);
    }

    @Test
    void showsWhatWasThrownAndWhatTheAnswerIs() {
        audit("Throwing", "f(x) = sqrt(x)", "", "--at", "x=0.25");

        assertThat(out.toString()).endsWith("""

                x throws at 1 of 1 point, for instance at
                  x=0.25
                  thrown       java.lang.IllegalArgumentException: x is too small: 0.25
                  should be    1.0000000000000000
                """);
    }

    @Test
    void asksForTheVariablesWithoutAFormulaToo() {
        assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "check", "--class",
                        WrittenByHand.class.getName() + "$StaticMethods", "--wrt", "x"))
                .isEqualTo(2);

        assertThat(err.toString()).isEqualTo("error: 'value' gives 2 derivatives instead of 1: "
                + "name what it is differentiated by with --wrt\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "StaticMethods; --gradient-method gradiend; has no method 'gradiend' of the form double[] gradiend(double, …) "
                + "or gradiend(double, …, double[]): did you mean 'gradient'?",
        "StaticMethods; --gradient-method gradient(Point,int); has no method 'gradient'",
        "Model; --derivative y=slope; is a method of objects, and",
        "Model; --constructor x,y --derivative y=slope; has no constructor that takes these parameters",
        "Model; --constructor u --derivative y=slope; has no parameter 'u'",
        "SecondOrder; --gradient-method third --hessian-method third --hessian-wrt z; has no variable 'z'",
        "StaticMethods; --wrt x; instead of 1",
        "StaticMethods; --derivative x=byX --wrt x; leave out --wrt",
    })
    void namesPlaceAndRemedy(String type, String options, String message) {
        assertThat(audit(type, FORMULA, options, "--at", "x=2,y=0.5")).isEqualTo(2);

        assertThat(err.toString()).startsWith("error: ").contains(message);
    }

    private int audit(String type, String formula, String options, String... points) {
        List<String> all = new ArrayList<>(
                List.of("check", "-e", formula, "--class", WrittenByHand.class.getName() + "$" + type));
        all.addAll(options.isBlank() ? List.of() : List.of(options.strip().split(" ")));
        all.addAll(List.of(points));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    }
}
