package dev.errata.pacts.client;

import dev.errata.fixtures.Catalog;
import java.net.URI;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@link Rule} that a client has to keep about the errors of an API, as tests. A test class implements this interface
 * and says how its client is called; {@link BuenaClientContract} and {@link DatabuddyClientContract} know their catalog.
 *
 * <p>The client meets stub servers, and for each scenario of a rule another one. It should behave as in production, with two
 * exceptions that save time: its backoffs should be short, 100 milliseconds say, and it needs no patience beyond a second or
 * two. What the API asks it to wait it has to wait. The documented waits are shortened on the server's side, to a second
 * where it matters and to none elsewhere, so that the whole contract takes seconds.
 *
 * <p>The tests need nothing of one another. Where JUnit runs tests concurrently, {@code @Execution(CONCURRENT)} on the class
 * makes it faster; {@link #call} is then called by several threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ClientContract {

    /**
     * The errors of the API.
     *
     * @return the catalog
     */
    Catalog catalog();

    /**
     * Makes a client and calls it once, in a way that needs an answer of the API, and tells what it reported. It should be
     * a call that may be repeated, such as a GET, and whose result is in the answer's body.
     *
     * @param baseUrl what the client takes for the URL of the API, base path included
     * @param apiKey the key that it sends, which is that of {@link #apiKey()}
     * @return the value or the error that the client reported
     * @throws Exception that the client throws but does not promise. Where there was an answer that breaks a rule; where
     *     the connection broke it may be the way in which the client tells that
     */
    ClientReport call(URI baseUrl, String apiKey) throws Exception;

    /**
     * The optional rules that the client does not keep.
     *
     * @return none, unless overridden
     */
    default OptOuts optOuts() {
        return OptOuts.none();
    }

    /**
     * The key that the client sends, for clients that mind its form.
     *
     * @return a key that opens nothing, unless overridden; of 16 characters at least, and none of the published test keys
     */
    default String apiKey() {
        return "errata-key-that-opens-nothing";
    }

    /**
     * How often the client may send a request at most, the first time included. The server fails as often, and an attempt
     * beyond that takes for granted that attempts never end.
     *
     * @return 10, unless overridden
     */
    default int mostAttempts() {
        return 10;
    }

    /**
     * The rules, each a test, or a container with a test for each scenario.
     *
     * @return the tests
     */
    @TestFactory
    default Stream<DynamicNode> clientContract() {
        return new ContractTests(this).nodes();
    }
}
