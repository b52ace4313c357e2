namespace Pipeline.Documents.Readers.Rtf;

/// <summary>
/// A list as programs before Word 97, and WordPad still, state it: in each paragraph, without a table of lists (RTF 1.9.1, "Word 6.0 and Word 95
/// RTF bullets and numbering").
/// </summary>
internal sealed record RtfOldNumbering
{
    private const int LongestText = 100;

    /// <summary>As in tables of lists: 23 for a bullet; null where nothing states one.</summary>
    public int? Format { get; private init; }

    /// <summary>The paragraph goes on with the item before it, without a label.</summary>
    public bool GoesOn { get; private init; }
    public int Level { get; private init; }
    public int Start { get; private init; } = 1;

    /// <summary>What stands before and after the number, or is the bullet.</summary>
    public string Before { get; private init; } = "";
    public string After { get; private init; } = "";

    public RtfOldNumbering With(string word, int number) => word switch
    {
        "pnlvlblt" => this with { Format = 23 },
        "pnlvlbody" => this with { Format = Format ?? 0 },
        "pnlvl" => this with { Format = Format ?? 0, Level = Math.Clamp(number - 1, 0, 8) },
        "pnlvlcont" => this with { GoesOn = true },
        "pndec" => this with { Format = 0 },
        "pnucrm" => this with { Format = 1 },
        "pnlcrm" => this with { Format = 2 },
        "pnucltr" => this with { Format = 3 },
        "pnlcltr" => this with { Format = 4 },
        "pnord" => this with { Format = 5 },
        "pncard" => this with { Format = 6 },
        "pnordt" => this with { Format = 7 },
        "pnstart" => this with { Start = Math.Clamp(number, 0, 1_000_000) },
        _ => this,
    };

    /// <param name="of">The group that the text stands in: <c>pntxtb</c> or <c>pntxta</c>.</param>
    public RtfOldNumbering WithText(string of, string text) => of switch
    {
        "pntxtb" when Before.Length + text.Length <= LongestText => this with { Before = Before + text },
        "pntxta" when After.Length + text.Length <= LongestText => this with { After = After + text },
        _ => this,
    };
}
