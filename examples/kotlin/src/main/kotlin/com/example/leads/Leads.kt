package com.example.leads

import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

/** Reads leads from Buena.ai, and asks up to three times while Buena.ai is unavailable. */
class Leads(private val baseUrl: URI) {

    private val http = HttpClient.newHttpClient()

    /** Returns a lead as JSON, `null` if there is none. */
    fun find(id: String): String? {
        val request = HttpRequest.newBuilder(URI("$baseUrl/leads/$id")).header("x-api-key", "any-key").build()
        fun ask() = http.send(request, BodyHandlers.ofString())

        var response = ask()
        repeat(2) { if (response.statusCode() == 503) response = ask() }
        return when (response.statusCode()) {
            200 -> response.body()
            404 -> null
            else -> throw LeadsException(response)
        }
    }
}

/** Buena.ai answered with an error. */
class LeadsException(val response: HttpResponse<String>) : IOException("Buena.ai answered with ${response.statusCode()}")
