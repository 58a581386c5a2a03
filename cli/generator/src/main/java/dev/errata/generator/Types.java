package dev.errata.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.WildcardTypeName;
import dev.errata.fixtures.ApiError;
import dev.errata.fixtures.Catalog;
import dev.errata.fixtures.Scenario;
import dev.errata.fixtures.model.Provenance;
import java.net.http.HttpResponse;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The types that generated classes are made of. Most are in modules that the generator does not need. */
final class Types {

    static final ClassName API_ERROR = ClassName.get(ApiError.class);
    static final ClassName CATALOG = ClassName.get(Catalog.class);
    static final ClassName SCENARIO = ClassName.get(Scenario.class);
    static final ClassName PROVENANCE_KIND = ClassName.get(Provenance.Kind.class);
    static final ClassName NULL_MARKED = ClassName.get(NullMarked.class);
    static final ClassName NULLABLE = ClassName.get(Nullable.class);

    static final ClassName STUB_SERVER = ClassName.get("dev.errata.stub", "StubServer");
    static final ClassName SERVER_OPTIONS = ClassName.get("dev.errata.stub", "ServerOptions");

    static final ClassName STUBS_EXTENSION = ClassName.get("dev.errata.junit", "StubsExtension");
    static final ClassName ERRORS_SOURCE = ClassName.get("dev.errata.junit", "ErrorsSource");
    static final ClassName STATUS_CLASS = ClassName.get("dev.errata.junit", "StatusClass");
    static final ClassName RETRYABLE = ClassName.get("dev.errata.junit", "Retryable");

    static final ClassName ABSTRACT_ERROR_ASSERT = ClassName.get("dev.errata.assertions", "AbstractErrorAssert");
    static final ClassName ABSTRACT_SOFT_ASSERTIONS =
            ClassName.get("dev.errata.assertions", "AbstractApiSoftAssertions");
    static final ClassName API_ASSERTIONS = ClassName.get("dev.errata.assertions", "ApiAssertions");
    static final ClassName TRAFFIC_ASSERTIONS = ClassName.get("dev.errata.assertions", "TrafficAssertions");
    static final ClassName RECEIVED_RESPONSE = ClassName.get("dev.errata.assertions.response", "ReceivedResponse");
    static final ClassName CHECK_RETURN_VALUE = ClassName.get("org.assertj.core.annotation", "CheckReturnValue");
    static final ClassName ASSERT_FACTORY = ClassName.get("org.assertj.core.api", "InstanceOfAssertFactory");
    static final ClassName SOFT_ASSERTIONS_PROVIDER = ClassName.get("org.assertj.core.api", "SoftAssertionsProvider");
    static final ParameterizedTypeName HTTP_RESPONSE =
            ParameterizedTypeName.get(ClassName.get(HttpResponse.class), WildcardTypeName.subtypeOf(Object.class));

    static final ClassName CLIENT_CONTRACT = ClassName.get("dev.errata.contract", "ClientContract");

    static final ClassName PROVIDER = ClassName.get("au.com.dius.pact.provider.junitsupport", "Provider");
    static final ClassName PROVIDER_CONTRACT = ClassName.get("dev.errata.pacts.provider", "ProviderContract");

    private Types() {}
}
