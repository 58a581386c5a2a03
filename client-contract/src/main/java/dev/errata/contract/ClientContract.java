package dev.errata.contract;

import dev.errata.fixtures.Catalog;
import java.net.URI;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests a client against every {@link Rule} about the errors of an API. A test class implements this interface and says how
 * its client is called. {@link BuenaClientContract} and {@link DatabuddyClientContract} know their catalog; the contract of an
 * API of your own takes a few lines:
 *
 * <pre>{@code
 * interface ShopClientContract extends ClientContract {
 *     @Override
 *     default Catalog catalog() {
 *         return Catalog.loadResource("shop");
 *     }
 * }
 *
 * class OrderClientContractTest implements ShopClientContract {
 *     @Override
 *     public ClientReport call(URI baseUrl, String apiKey) {
 *         try {
 *             return ClientReport.value(new OrderClient(baseUrl, apiKey).getOrder("order_1"));
 *         } catch (OrderException e) {
 *             return ClientReport.error(e).status(e.status()).code(e.code());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The client calls stub servers, a new one for each scenario of a rule. Configure it as in production, with two exceptions
 * that save time: a short backoff, such as 100 milliseconds, and time-outs of a second or two. It must keep the waits that the
 * API asks for. The server shortens the documented ones, to three seconds at most where a rule is about waits and to none
 * elsewhere, so the whole contract takes seconds.
 *
 * <p>The tests are independent of each other. Where JUnit runs tests concurrently, {@code @Execution(CONCURRENT)} on the class
 * makes them faster; several threads then call {@link #call}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ClientContract {

    /**
     * Returns the catalog of the API.
     *
     * @return the catalog
     */
    Catalog catalog();

    /**
     * Creates a client, calls it once, and returns what it reported. The call must need an answer of the API, use its body, and
     * be safe to repeat: a GET, for example.
     *
     * @param baseUrl the base URL to configure the client with, base path included
     * @param apiKey the key to configure the client with, which is {@link #apiKey()}
     * @return the value or the error that the client reported
     * @throws Exception if the client throws anything that it does not promise. That breaks a rule if there was an answer; if the
     *     connection broke, it may be how the client reports it
     */
    ClientReport call(URI baseUrl, String apiKey) throws Exception;

    /**
     * Returns the recommended rules that the client does not keep.
     *
     * @return none, unless overridden
     */
    default OptOuts optOuts() {
        return OptOuts.none();
    }

    /**
     * Returns the key that the client sends. Override this for a client that checks the form of its key.
     *
     * @return a key that no API accepts; at least 16 characters, and not one of the published test keys
     */
    default String apiKey() {
        return "errata-key-that-opens-nothing";
    }

    /**
     * Returns the maximum number of attempts of the client, the first one included. The server fails this many requests; a client
     * that makes one more attempt is taken for one that never gives up.
     *
     * @return 10, unless overridden
     */
    default int maxAttempts() {
        return 10;
    }

    /**
     * Returns the rules as tests: each is a test, or a container with a test for each scenario.
     *
     * @return the tests
     * @throws IllegalArgumentException if {@link #maxAttempts()} is less than 1, or a rule was opted out of that has no test for
     *     this API
     */
    @TestFactory
    default Stream<DynamicNode> clientContract() {
        return new ContractTests(this).nodes();
    }
}
