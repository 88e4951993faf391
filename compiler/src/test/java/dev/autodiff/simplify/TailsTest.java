package dev.autodiff.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tails of the normal distribution beside exponentials, as they stand in densities and likelihoods, against mpmath at
 * 900 digits.
 */
class TailsTest {
    /**
     * Relative. √2 and 2/√π are rounded where people write them, by at most 2⁻⁵³: that counts as often as the square of
     * a tail's argument, up to 1600 here; and slopes by s and l are differences of terms that much larger.
     */
    private static final double ROUNDING = 1600 * 64 * 0x1p-53;

    /** @param expected the value and the derivatives by the parameters, which are in the order of the alphabet */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "normpdf(x)/normcdf(x) | x=-300 | 300.00333325926337, -0.99998888962956105",
                "normpdf(x)/normcdf(x) | x=-40 | 40.024968847207264, -0.99937733162140861",
                "normpdf(x)/normcdf(x) | x=-3 | 3.2830986549304365, -0.92944081321473188",
                "normpdf(x)/normcdf(x) | x=0.5 | 0.50916043383703349, -0.5138245643036329",
                "y*normpdf(x/z)/(1 - normcdf(x/z)) | x=80, y=2, z=2 | 80.049937694414527, 0.99937733162140861, 40.024968847207264, -39.975093264856344",
                "y*normpdf(x/z)/(1 - normcdf(x/z)) | x=1, y=2, z=4 | 1.9271079588328078, 0.34377388819754337, 0.96355397941640391, -0.085943472049385843",
                "exp(-x^2)/erfc(x) | x=300 | 531.73910932858401, 1.7724440042678947",
                "exp(-x^2)/erfc(x) | x=1.5 | 3.109593746587243, 1.5821637914721948",
                "exp(-x^2)/erfc(x) | x=-2 | 0.0091792885840223948, 0.036812230818747469",
                "1/(exp(x^2)*erfc(x)) | x=300 | 531.73910932858401, 1.7724440042678947",
                "1/(exp(x^2)*erfc(x)) | x=-0.5 | 0.51220049040159313, 0.80823002283043775",
                "(normpdf(x)/normcdf(x))^2 | x=-40 | 1601.998131219912, -80.000093129504005",
                "(normpdf(x)/normcdf(x))^2 | x=2 | 0.0030523263305965316, -0.012546574334314651",
                "l/2*exp(l/2*(2*m + l*s^2 - 2*x))*erfc((m + l*s^2 - x)/(sqrt(2)*s)) | l=1, m=0, s=40, x=1 | 0.0099704446429964774, 6.2121390918897504e-6, 3.882586932431094e-9, -0.00024910571553294138, -3.882586932431094e-9",
                "l/2*exp(l/2*(2*m + l*s^2 - 2*x))*erfc((m + l*s^2 - x)/(sqrt(2)*s)) | l=2, m=3, s=20, x=-1 | 0.019442844075500518, 6.0299721931838442e-5, -0.00021858124654455123, -0.00092239598227293182, 0.00021858124654455123",
                "l/2*exp(l/2*(2*m + l*s^2 - 2*x))*erfc((m + l*s^2 - x)/(sqrt(2)*s)) | l=1, m=0, s=0.5, x=4 | 0.02075433787369908, -0.057074429152674996, 0.020754337873688975, 0.010377168936763651, -0.020754337873688975",
                "log(l/2*exp(l/2*(2*m + l*s^2 - 2*x))*erfc((m + l*s^2 - x)/(sqrt(2)*s))) | l=1, m=0, s=40, x=1 | -4.608130097908926, 0.00062305537158298479, 3.894096072393655e-7, -0.024984413880470244, -3.894096072393655e-7",
                "log(l/2*exp(l/2*(2*m + l*s^2 - 2*x))*erfc((m + l*s^2 - x)/(sqrt(2)*s))) | l=1, m=0, s=0.125, x=-6 | -1156.7931716367422, 0.99740483556794651, -384.16609052365142, 18439.951583819812, 384.16609052365142",
                "exp(l^2*s^2/2 - l*x)*normcdf((x - l*s^2)/s) | l=1, s=50, x=2 | 0.0079756553452121491, -0.0079756578903012857, -0.00015938554736122375, -3.190261120049205e-6",
                "normcdf(sqrt(l/x)*(x/m - 1)) + exp(2*l/m)*normcdf(-sqrt(l/x)*(x/m + 1)) | l=500, m=1, x=1.125 | 0.9960723526118243, 3.0445709021047349e-5, -0.27634990044895104, 0.23211292972304655",
                "normcdf(sqrt(l/x)*(x/m - 1)) + exp(2*l/m)*normcdf(-sqrt(l/x)*(x/m + 1)) | l=2, m=1, x=3 | 0.97854357387388545, 0.016626174669598664, -0.11911516521504067, 0.028620938625281115"
            })
    void hasItsValueAndGradient(String expression, String point, String expected) {
        CompiledFunction function = Autodiff.compile("result = " + expression);
        double[] arguments = Arrays.stream(point.split(","))
                .mapToDouble(argument -> Double.parseDouble(argument.split("=")[1]))
                .toArray();
        double[] truth = Arrays.stream(expected.split(",")).mapToDouble(Double::parseDouble).toArray();

        double[] gradient = function.gradient(arguments);

        assertThat(function.value(arguments)).isEqualTo(truth[0], within(ROUNDING * Math.abs(truth[0])));
        for (int i = 0; i < gradient.length; i++) {
            assertThat(gradient[i]).isEqualTo(truth[i + 1], within(ROUNDING * Math.abs(truth[i + 1])));
        }
    }
}
