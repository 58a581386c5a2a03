package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.extension.requestfilter.RequestWrapper;
import com.github.tomakehurst.wiremock.http.Request;

/** A request as the API itself would see it, without what stands before its paths here. */
final class LaneRequest extends RequestWrapper {

    private final Request request;
    private final String url;

    LaneRequest(Request request, String url) {
        super(request);
        this.request = request;
        this.url = url;
    }

    @Override
    public String getUrl() {
        return url;
    }

    @Override
    public String getAbsoluteUrl() {
        return request.getScheme() + "://" + request.getHost() + ":" + request.getPort() + url;
    }
}
