using System.Text.RegularExpressions;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>
/// Who speaks, and for whom, as one line of a text or a file's name says: "Statement by Slovenia on behalf of the European Union",
/// "Déclaration de M. X, Ministre des affaires étrangères du Bénin", "Intervención de Chile en nombre de los países nórdicos".
/// </summary>
/// <param name="Speaker">The person, where the line names one.</param>
/// <param name="OnBehalfOf">As <see cref="NamedParties"/> resolved it.</param>
internal sealed partial record SpeakerLine(string? Speaker, string? Post, NamedParties Who, NamedParties OnBehalfOf)
{
    /// <summary>Whether <see cref="Who"/> follows from a person's office, and is not named itself.</summary>
    public bool ByOffice { get; private init; }

    private const int LongestLine = 400;
    private const int LongestBehalf = 80;
    private const int LongestBefore = 80;

    /// <summary>Reads a line; null where it does not begin as a statement's title does.</summary>
    public static SpeakerLine? Read(string line, Gazetteer gazetteer, int? year)
    {
        var text = line.Trim();
        if (text.Length is 0 or > LongestLine)
            return null;
        var title = Title().Match(text);
        if (!title.Success && !(title = ArabicTitle().Match(text)).Success)
            return ReadChinese(text, gazetteer, year);
        return ReadParties(text[title.Length..], gazetteer, year);
    }

    /// <summary>Reads what follows "Statement by": "Slovenia on behalf of the European Union", "H.E. Mr. X, Minister of Nigeria".</summary>
    public static SpeakerLine ReadParties(string text, Gazetteer gazetteer, int? year)
    {
        var behalf = Behalf().Match(text);
        var (who, whom) = behalf.Success ? (text[..behalf.Index], text[(behalf.Index + behalf.Length)..]) : (text, "");
        // A country's name may hold a dash itself: Congo - Kinshasa.
        if (!NamedParties.Read(who.Trim(), gazetteer, year, NameContext.Text).AllKnown)
            who = Occasion().Split(who)[0];
        who = who.Trim(' ', ',', ';', ':', '.');
        whom = Occasion().Split(whom)[0].Trim(' ', ',', ';', ':', '.');
        var onBehalfOf = NamedParties.Read(whom, gazetteer, year, NameContext.Text);

        var parties = NamedParties.Read(who, gazetteer, year, NameContext.Text);
        if (parties.AllKnown)
            return new SpeakerLine(null, null, parties, onBehalfOf);
        var office = OfOffice(who, gazetteer, year);
        var (speaker, post) = Person(who, gazetteer, year);
        return new SpeakerLine(speaker, post, office, onBehalfOf) { ByOffice = true };
    }

    /// <summary>The line "On behalf of …" that stands alone under a title; null where it is anything else.</summary>
    public static NamedParties? ReadBehalf(string line, Gazetteer gazetteer, int? year)
    {
        if (line.Length > LongestLine)
            return null;
        // Only where the line begins with it; the words themselves are never so long.
        var text = " " + line.Trim();
        var behalf = Behalf().Match(text[..Math.Min(text.Length, LongestBehalf)]);
        if (!behalf.Success || behalf.Index > 0)
            return null;
        var parties = NamedParties.Read(line.Trim()[(behalf.Length - 1)..].Trim(' ', '.', ':', ','), gazetteer, year, NameContext.Text);
        return parties.AllKnown ? parties : null;
    }

    /// <summary>
    /// The country or organization that an office belongs to: "Minister for Foreign Affairs of Nigeria", "the delegation of Chile",
    /// "Permanent Representative of Chad to the United Nations", "Ban Ki-moon, United Nations". Nobody where two are named.
    /// </summary>
    public static NamedParties OfOffice(string text, Gazetteer gazetteer, int? year)
    {
        text = Occasion().Split(text)[0];
        var countries = gazetteer.FindCountriesIn(text, year).Where(m => BelongsTo(text, m.Start, m.End)).Select(m => m.Values[0]).Distinct().ToList();
        var organizations = gazetteer.FindOrganizationsIn(text).Where(m => BelongsTo(text, m.Start, m.End)).Select(m => m.Values[0]).Distinct().ToList();
        return (countries.Count, organizations.Count) switch
        {
            (1, 0) => NamedParties.None with { Countries = countries },
            (0, 1) => NamedParties.None with { Organizations = organizations },
            _ => NamedParties.None,
        };
    }

    // The name stands after "of", or first, or in brackets, or closes the line: not "Ambassador for Africa", "talks with Chad on …".
    private static bool BelongsTo(string text, int start, int end) =>
        Before(text, start, Of()).Success
        || (text.AsSpan(0, start).Trim(" (").Length == 0 && !Joined().IsMatch(text.AsSpan(end)))
        || text.AsSpan(end).Trim(" ).,]").Length == 0;

    /// <summary>What closes the text before a place. Only a little of it is looked at: the words themselves are never so long, and a line may name thousands of countries.</summary>
    private static Match Before(string text, int end, Regex closing) =>
        closing.Match(text, Math.Max(0, end - LongestBefore), Math.Min(end, LongestBefore));

    // "H.E. Mr. Odein Ajumogobia, Minister for Foreign Affairs of Nigeria" -> name, and post without the country.
    private static (string? Speaker, string? Post) Person(string who, Gazetteer gazetteer, int? year)
    {
        var end = who.IndexOfAny([',', '(']);
        var name = (end < 0 ? who : who[..end]).Trim();
        var honorific = Honorific().Match(name);
        if (!honorific.Success || honorific.Length >= name.Length)
            return (null, null);
        if (end < 0 || who[end] == '(')
            return (name[honorific.Length..].Trim(), null);
        var post = who[(end + 1)..];
        var country = gazetteer.FindCountriesIn(post, year).Select(m => Before(post, WithoutState(post, m.Start), Of())).FirstOrDefault(m => m.Success);
        post = (country is null ? post : post[..country.Index]).Trim(' ', ',', '.');
        return (name[honorific.Length..].Trim(), post.Length > 0 ? post : null);
    }

    // Of "Head of State of Qatar" the state belongs to the post, and not to the country's long name.
    private static int WithoutState(string post, int start) => Before(post, start, HeadOf()).Success && StateOf().Match(post, start) is { Success: true } state ? start + state.Length : start;

    // 斯洛文尼亚代表欧洲联盟的发言: the two parties stand before the word for statement.
    private static SpeakerLine? ReadChinese(string text, Gazetteer gazetteer, int? year)
    {
        // What the expression below ends with; most lines end otherwise.
        if (text[^1] is not ('言' or '明' or '话' or '辞' or '词'))
            return null;
        var match = ChineseTitle().Match(text);
        if (!match.Success)
            return null;
        var who = NamedParties.Read(match.Groups["who"].Value, gazetteer, year, NameContext.Text);
        var whom = NamedParties.Read(match.Groups["whom"].Value, gazetteer, year, NameContext.Text);
        return who.AllKnown ? new SpeakerLine(null, null, who, whom.AllKnown ? whom : NamedParties.None) : null;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        """
        ^(the\s+)?(\w+\s+){0,2}?(statement|remarks|address|speech|intervention|presentation|message|letter)s?(\s+(as\s+)?(made|delivered|given|presented))?\s+(by|of|from)\s+
        |^(\w+\s+)?(déclaration|declaration|allocution|discours|intervention|exposé|message|lettre)(\s+\w+)?(\s+(prononcée?|faite?|présentée?))?\s+(par\s+|de\s+la\s+|de\s+l['’]\s*|des?\s+|du\s+|d['’])(la\s+|le\s+|les\s+|l['’])?
        |^(\w+\s+)?(declaraci[oó]n|intervenci[oó]n|discurso|alocuci[oó]n|presentaci[oó]n|mensaje|carta)(\s+(pronunciad[ao]|formulada|realizada))?\s+(por|del|de\s+las?|de\s+los|de)\s+((el|las?|los)\s+)?
        """, Options | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Title();

    [GeneratedRegex(@"^(بيان|كلمة|خطاب|مداخلة)\s+(وفد\s+)?", Options)]
    private static partial Regex ArabicTitle();

    [GeneratedRegex(@"^(?<who>.{1,40}?)(代表(?<whom>.{1,40}?))?(所作)?的?(发言|声明|讲话|致辞|致词)$", Options)]
    private static partial Regex ChineseTitle();

    [GeneratedRegex(@"[\s,]+(speaking\s+)?(on\s+behalf\s+of|for\s+and\s+on\s+behalf\s+of|au\s+nom\s+(de\s+la\s+|de\s+l['’]\s*|des\s+|du\s+|d['’]|de\s+)|en\s+(nombre|representación|representacion)\s+(del|de\s+las?|de\s+los|de)\s|باسم\s|نيابة\s+عن\s)", Options)]
    private static partial Regex Behalf();

    // Where, when and on what: no part of who speaks.
    [GeneratedRegex(@"\s+(at|to|in|during|before|on|regarding|concerning|about|under|following|devant|lors|à|sur|dans|ante|en|sobre|durante)\s|\s+(al|aux?|a)\s+la?\s|\s[–—-]\s|:\s|أمام\s|\s+في\s", Options)]
    private static partial Regex Occasion();

    [GeneratedRegex(@"(\b(of|de|du|des|del|la|le|les|los|las|el|the)\s+(the\s+|la\s+|las\s+|los\s+|l['’])?|\b[dl]['’]|[(\[])$", Options)]
    private static partial Regex Of();

    [GeneratedRegex(@"\bhead\s+of\s+(the\s+)?$", Options)]
    private static partial Regex HeadOf();

    [GeneratedRegex(@"\Gstate\s+of\s+", Options)]
    private static partial Regex StateOf();

    // "Nigeria and …" is not Nigeria alone.
    [GeneratedRegex(@"^\s*(,|/|&|(and|et|y|e|и|و)\b)", Options)]
    private static partial Regex Joined();

    [GeneratedRegex(
        @"^((H\.\s?E\.|His\s+Excellency|Her\s+Excellency|H\.R\.H\.|The\s+Hon(\.|ourable)|Hon\.|S\.\s?E\.|Son\s+Excellence|Excmo\.|Excma\.|Mr\.?|Mrs\.?|Ms\.?|Miss|M\.|Mme\.?|Mlle|Sr\.?|Sra\.?|Ambassador|Ambassadeur|Embajador|Embajadora)\s+)+", Options)]
    private static partial Regex Honorific();
}
