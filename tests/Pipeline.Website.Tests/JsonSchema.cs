using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipeline.Website.Tests;

/// <summary>
/// Validates against the part of JSON Schema 2020-12 that the API's description uses. Any other keyword is a finding, so that no
/// schema says more than is checked.
/// </summary>
internal sealed class JsonSchema(JsonElement description)
{
    /// <summary>What is wrong with a value, each with its place; none where it is as the schema says.</summary>
    public IReadOnlyList<string> Validate(JsonElement value, JsonElement schema)
    {
        var findings = new List<string>();
        Check(value, schema, "$", findings);
        return findings;
    }

    private void Check(JsonElement value, JsonElement schema, string place, List<string> findings)
    {
        foreach (var rule in schema.EnumerateObject())
        {
            var holds = rule.Name switch
            {
                "$ref" => Follow(value, rule.Value.GetString()!, place, findings),
                "type" => (rule.Value.ValueKind == JsonValueKind.Array ? rule.Value.EnumerateArray().ToArray() : [rule.Value]).Any(t => IsOf(value, t.GetString()!)),
                "enum" => rule.Value.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value)),
                "const" => JsonElement.DeepEquals(rule.Value, value),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!),
                "format" => value.ValueKind != JsonValueKind.String || (rule.Value.GetString() == "date-time" && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _)),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.Value.GetDecimal(),
                "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.Value.GetDecimal(),
                "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= rule.Value.GetInt32(),
                "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32(),
                "required" => value.ValueKind != JsonValueKind.Object || rule.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
                "oneOf" => rule.Value.EnumerateArray().Count(s => Validate(value, s).Count == 0) == 1,
                "items" => Items(value, rule.Value, place, findings),
                "properties" or "additionalProperties" => Properties(value, schema, place, findings),
                "description" or "default" => true,
                _ => false,
            };
            if (!holds) findings.Add($"{place}: {rule.Name} {rule.Value} does not hold for {Shown(value)}");
        }
    }

    private bool Follow(JsonElement value, string reference, string place, List<string> findings)
    {
        Assert.StartsWith("#/components/schemas/", reference, StringComparison.Ordinal);
        Check(value, description.GetProperty("components").GetProperty("schemas").GetProperty(reference.Split('/')[^1]), place, findings);
        return true;
    }

    private bool Items(JsonElement value, JsonElement schema, string place, List<string> findings)
    {
        if (value.ValueKind != JsonValueKind.Array) return true;
        foreach (var (i, item) in value.EnumerateArray().Index()) Check(item, schema, $"{place}[{i}]", findings);
        return true;
    }

    private bool Properties(JsonElement value, JsonElement schema, string place, List<string> findings)
    {
        if (value.ValueKind != JsonValueKind.Object) return true;
        foreach (var member in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(member.Name, out var of)) Check(member.Value, of, $"{place}.{member.Name}", findings);
            else if (!schema.TryGetProperty("additionalProperties", out var other)) continue;
            else if (other.ValueKind == JsonValueKind.False) findings.Add($"{place}: {member.Name} is not described");
            else Check(member.Value, other, $"{place}.{member.Name}", findings);
        }
        return true;
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    };

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 120 } text ? text[..120] + "…" : value.GetRawText();
}
