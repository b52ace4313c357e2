using System.Globalization;
using Pipeline.Documents;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;

namespace Pipeline.Website;

/// <summary>Ids, dates and sizes in words, as both the pages and the JSON show them. English, as the pages are.</summary>
internal sealed class Names(Gazetteer gazetteer)
{
    public string Country(string id) => gazetteer.FindCountry(id)?.Name ?? id;

    public string Organization(string id) => gazetteer.FindOrganization(id)?.Name ?? id;

    public string Region(string id) => gazetteer.FindRegion(id)?.Name ?? id;

    /// <summary>A country or organization by its id, or the name itself where it is none.</summary>
    public string Party(string idOrName) =>
        gazetteer.FindCountry(idOrName)?.Name ?? gazetteer.FindOrganization(idOrName)?.Name ?? idOrName;

    /// <summary>A party's id, null where it has none, and its name.</summary>
    public (string? Id, string Name) PartyWithId(string idOrName) =>
        gazetteer.FindCountry(idOrName) is null && gazetteer.FindOrganization(idOrName) is null
            ? (null, idOrName)
            : (idOrName, Party(idOrName));

    /// <summary>Who speaks: the countries and organizations; null where nobody in particular does.</summary>
    public string? Delegation(DocumentRecord document)
    {
        var names = document.Countries.Select(Country).Concat(document.Organizations.Select(Organization)).ToArray();
        return names.Length == 0 ? null : Series(names);
    }

    /// <summary>Whose words they are, each by name: the speaker and those who speak; where nobody does the authors.</summary>
    public IReadOnlyList<string> Creators(DocumentRecord document)
    {
        string[] speak = [.. new[] { document.Speaker }.OfType<string>(), .. document.Countries.Select(Country), .. document.Organizations.Select(Organization)];
        return speak.Length > 0 ? speak : document.Authors;
    }

    /// <summary>Who wrote what nobody speaks, in one line; null where somebody does, or no author is known.</summary>
    public static string? Authors(DocumentRecord document) => IsSpoken(document) || document.Authors.Count == 0 ? null : Series(document.Authors);

    /// <summary>Whether a person, a country or an organization speaks.</summary>
    public static bool IsSpoken(DocumentRecord document) => document.Speaker is not null || document.Countries.Count + document.Organizations.Count > 0;

    public string? OnBehalfOf(DocumentRecord document) =>
        document.OnBehalfOf.Count == 0 ? null : Series([.. document.OnBehalfOf.Select(Party)]);

    /// <summary>The event's title; null where it has none but its folder's name.</summary>
    public static string? Event(DocumentRecord document) => document.EventTitle is { } title && !IsFolder(title, document.Event) ? title : null;

    /// <summary>Whether an event's title is only its folder's name.</summary>
    public static bool IsFolder(string title, string? eventId) => DocumentIds.Slug(title) == eventId;

    /// <summary>"A", "A and B", "A, B and C".</summary>
    public static string Series(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    /// <summary>An ISO 8601 date of any precision in words: "12 July 2011", "July 2011", "2011".</summary>
    public static string Date(string iso)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(iso, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day)) return day.ToString("d MMMM yyyy", culture);
        if (DateOnly.TryParseExact(iso, "yyyy-MM", culture, DateTimeStyles.None, out var month)) return month.ToString("MMMM yyyy", culture);
        return iso;
    }

    /// <summary>
    /// From a date to another one: "22 to 24 March 2031", "30 March to 2 April 2031", "22 July 2015 to September 2020"; null
    /// where there are none.
    /// </summary>
    public static string? Span(string? first, string? last)
    {
        if (first is null || last is null || first == last) return (first ?? last) is { } one ? Date(one) : null;
        var (from, to) = (Date(first), Date(last));
        var (fromWords, toWords) = (from.Split(' '), to.Split(' '));
        var shared = 0;
        while (shared < fromWords.Length - 1 && fromWords[^(shared + 1)] == toWords[^(shared + 1)]) shared++;
        return $"{string.Join(' ', fromWords.SkipLast(shared))} to {to}";
    }

    /// <summary>A key to sort names by as people look them up: accents and case count for nothing.</summary>
    public static string SortKey(string name) => FoldedText.Of(name);

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A size as Windows shows it, by 1,024: "930 bytes", "14 KB", "2.1 MB", "50 MB".</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + (1 << 9)) >> 10} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MB"),
    };

    public static string Count(int number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    public static string Kind(DocumentKind kind) => kind.ToString();

    public static string Kinds(DocumentKind kind) => kind switch
    {
        DocumentKind.Summary => "Summaries",
        DocumentKind.News => "News",
        DocumentKind.Other => "Other documents",
        _ => $"{kind}s",
    };

    /// <summary>A language tag in words; the six UN languages and some more, otherwise the tag.</summary>
    public static string Language(string tag) => tag.Split('-')[0] switch
    {
        "ar" => "Arabic",
        "de" => "German",
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        "hi" => "Hindi",
        "it" => "Italian",
        "ja" => "Japanese",
        "nl" => "Dutch",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "sw" => "Swahili",
        "tr" => "Turkish",
        "ur" => "Urdu",
        "fa" => "Persian",
        "he" => "Hebrew",
        "zh" => "Chinese",
        "und" => "Not stated",
        _ => tag,
    };

    /// <summary>A language in its own words, as its readers look for it; otherwise as <see cref="Language"/>.</summary>
    public static string OwnName(string tag) => tag.Split('-')[0] switch
    {
        "ar" => "العربية",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fr" => "Français",
        "hi" => "हिन्दी",
        "it" => "Italiano",
        "ja" => "日本語",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ru" => "Русский",
        "sw" => "Kiswahili",
        "tr" => "Türkçe",
        "ur" => "اردو",
        "fa" => "فارسی",
        "he" => "עברית",
        "zh" => "中文",
        _ => Language(tag),
    };

    /// <summary>"This document is also available in English", in the six languages of the United Nations; in English for any other.</summary>
    public static (string Text, string Tag) AlsoAvailable(string tag) => tag.Split('-')[0] switch
    {
        "fr" => ("Ce document existe aussi en français.", tag),
        "es" => ("Este documento también está disponible en español.", tag),
        "ru" => ("Этот документ имеется также на русском языке.", tag),
        "zh" => ("本文件另有中文版。", tag),
        "ar" => ("هذه الوثيقة متاحة أيضا باللغة العربية.", tag),
        _ => ($"This document is also available in {Language(tag)}.", "en"),
    };

    /// <summary>Whether a language is written from right to left.</summary>
    public static bool RightToLeft(string tag) => LanguageTags.Direction(tag) == TextDirection.RightToLeft;
}
