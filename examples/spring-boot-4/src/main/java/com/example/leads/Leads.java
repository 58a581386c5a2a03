package com.example.leads;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException.NotFound;
import org.springframework.web.client.RestClient;

/** Reads leads from Buena.ai. */
@Component
public class Leads {

    private final RestClient buena;

    Leads(RestClient.Builder builder, @Value("${buena.base-url}") String baseUrl) {
        buena = builder.baseUrl(baseUrl).defaultHeader("x-api-key", "any-key").build();
    }

    /** Returns whether there is such a lead. */
    public boolean exists(String id) {
        try {
            buena.get().uri("/leads/{id}", id).retrieve().toBodilessEntity();
            return true;
        } catch (NotFound e) {
            return false;
        }
    }
}
