package dev.errata.stub.internal.wiremock;

import com.github.tomakehurst.wiremock.extension.Extension;
import java.util.List;

/**
 * The user's extensions of WireMock.
 *
 * @param all the extensions
 */
public record WireMockExtensions(List<Extension> all) {

    /** No extensions. */
    public static final WireMockExtensions NONE = new WireMockExtensions(List.of());

    /** Copies the extensions. */
    public WireMockExtensions {
        all = List.copyOf(all);
    }
}
