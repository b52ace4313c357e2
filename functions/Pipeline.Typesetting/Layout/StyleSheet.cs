using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Layout;

/// <summary>
/// Every size, space, font and colour of the page, in points. The rhythm is that of <see cref="LineHeight"/>: space between
/// blocks, and what headings take with theirs, are quarters of it.
/// </summary>
internal sealed record StyleSheet
{
    private const float Line = 15f;

    public static StyleSheet Default { get; } = new();

    public float MarginTop { get; init; } = 70.9f;
    public float MarginBottom { get; init; } = 62.4f;
    public float MarginSide { get; init; } = 70.9f;

    /// <summary>From the paper's bottom to the baseline of the page number.</summary>
    public float FooterBaseline { get; init; } = 34f;

    /// <summary>From the paper's top to the baseline of the running title.</summary>
    public float HeaderBaseline { get; init; } = 42f;
    public float RunningSize { get; init; } = 8f;

    public string BodyFamily { get; init; } = FontLibrary.Serif;
    public string HeadingFamily { get; init; } = FontLibrary.Sans;
    public string CodeFamily { get; init; } = FontLibrary.Monospace;

    public float BodySize { get; init; } = 10.5f;
    public float LineHeight { get; init; } = Line;
    public float TitleSize { get; init; } = 21f;
    public float TitleLineHeight { get; init; } = Line * 1.75f;
    public float SubtitleSize { get; init; } = 13f;

    /// <summary>Of the lines in the title block, in their size.</summary>
    public float TitleMatterLeading { get; init; } = 1.35f;
    public float LabelSize { get; init; } = 9f;
    public float BylineSize { get; init; } = 9.6f;

    /// <summary>Height of the rules below title and summary, the rule in its middle.</summary>
    public float TitleRuleSpace { get; init; } = Line * 1.25f;

    /// <summary>Headings of level 2 to 6: with their line they take three lines or two.</summary>
    public IReadOnlyList<HeadingLook> Headings { get; init; } =
    [
        new(14.5f, Line * 1.25f, Line * 1.25f, Line * 0.5f),
        new(12f, Line, Line * 0.75f, Line * 0.25f),
        new(11f, Line, Line * 0.75f, Line * 0.25f),
        new(10.5f, Line, Line * 0.75f, Line * 0.25f),
        new(10.5f, Line, Line * 0.75f, Line * 0.25f),
    ];

    public float ColophonSize { get; init; } = 7.6f;

    public float TableSize { get; init; } = 9.3f;
    public float TableLineHeight { get; init; } = 12.4f;
    public float CellPaddingX { get; init; } = 5f;
    public float CellPaddingY { get; init; } = 3.2f;

    /// <summary>A table whose words are wider than the page is set smaller by the first of these that is enough; only then are words broken.</summary>
    public IReadOnlyList<float> TableScales { get; init; } = [0.92f, 0.84f, 0.77f, 0.7f, 0.63f];

    /// <summary>A table that would have to be set smaller than this in the text's width goes on landscape pages, where it may stand so.</summary>
    public float LandscapeBelow { get; init; } = 0.7f;

    /// <summary>A longer piece without a place to break, in ems, is no word, and no reason to set a table smaller.</summary>
    public float LongestWord { get; init; } = 14f;

    /// <summary>The tallest table, as a share of the text's height, that is never parted.</summary>
    public float WholeTableShare { get; init; } = 0.25f;

    /// <summary>The tallest header, as a share of the text's height, that is repeated on each page.</summary>
    public float RepeatedHeaderShare { get; init; } = 0.25f;

    public float CodeSize { get; init; } = 8.8f;
    public float CodeLineHeight { get; init; } = 12.4f;
    public float InlineCodeScale { get; init; } = 0.92f;
    public float NoteSize { get; init; } = 8.6f;
    public float NoteLineHeight { get; init; } = 11.4f;

    /// <summary>Narrower columns are ragged: too few spaces would take up what a line lacks.</summary>
    public float JustifiedFrom { get; init; } = 200f;

    /// <summary>Between paragraphs.</summary>
    public float ParagraphSpace { get; init; } = Line * 0.5f;

    /// <summary>Above and below tables, quotes, code and figures, and below lists.</summary>
    public float BlockSpace { get; init; } = Line * 0.75f;

    /// <summary>Between the items of a tight list.</summary>
    public float ItemSpace { get; init; } = 2f;
    public float CaptionSpace { get; init; } = Line * 0.25f;
    public float ListIndent { get; init; } = 20f;
    public float QuoteIndent { get; init; } = 18f;
    public float QuoteBar { get; init; } = 2f;
    public float NumberIndent { get; init; } = 26f;
    public float NoteIndent { get; init; } = 14f;

    /// <summary>Between a label wider than its margin and the text.</summary>
    public float LabelGap { get; init; } = 7f;

    /// <summary>Inside a shaded box.</summary>
    public float BoxPadding { get; init; } = 7f;

    /// <summary>Between the text and the rule above notes.</summary>
    public float NoteGap { get; init; } = 12f;
    public float NoteRuleWidth { get; init; } = 72f;
    public float ScriptScale { get; init; } = 0.64f;
    public float SuperscriptRise { get; init; } = 0.36f;
    public float SubscriptRise { get; init; } = -0.16f;

    /// <summary>The deepest heading in a contents list, where that makes no more than <see cref="ContentsEntries"/>; otherwise fewer levels.</summary>
    public int ContentsLevel { get; init; } = 4;
    public int ContentsEntries { get; init; } = 60;
    public float ContentsSize { get; init; } = 9.8f;
    public float ContentsIndent { get; init; } = 14f;

    /// <summary>Kept free beside the entries for the numbers.</summary>
    public float ContentsNumberWidth { get; init; } = 30f;

    /// <summary>From one dot of a leader to the next.</summary>
    public float LeaderStep { get; init; } = 5f;

    public float HairRule { get; init; } = 0.4f;
    public float ThinRule { get; init; } = 0.5f;
    public float Rule { get; init; } = 0.8f;

    /// <summary>Width of the rule at a change of subject, as a share of its column's.</summary>
    public float BreakRuleShare { get; init; } = 0.3f;

    /// <summary>Points of a picture's pixel: 96 pixels to the inch.</summary>
    public float PixelSize { get; init; } = 0.75f;

    /// <summary>Tallest picture, as a share of the text's height.</summary>
    public float MaximumFigureShare { get; init; } = 0.7f;

    /// <summary>The largest picture within a line.</summary>
    public float InlinePictureWidth { get; init; } = 200f;

    /// <inheritdoc cref="InlinePictureWidth"/>
    public float InlinePictureHeight { get; init; } = 200f;

    public Color TextColor { get; init; } = new(0x1a, 0x1a, 0x1a);
    public Color HeadingColor { get; init; } = new(0x14, 0x2f, 0x4b);
    public Color LinkColor { get; init; } = new(0x0b, 0x4f, 0x8a);
    public Color QuietColor { get; init; } = new(0x50, 0x5a, 0x64);
    public Color RuleColor { get; init; } = new(0xa9, 0xb4, 0xbf);
    public Color AccentColor { get; init; } = new(0x0b, 0x4f, 0x8a);
    public Color ShadeColor { get; init; } = new(0xf1, 0xf4, 0xf7);
    public Color HighlightColor { get; init; } = new(0xff, 0xf1, 0xb8);

    public HeadingLook HeadingOf(int level) => Headings[Math.Clamp(level - 2, 0, Headings.Count - 1)];
}

/// <summary>Size, line height and the space around a heading.</summary>
internal sealed record HeadingLook(float Size, float LineHeight, float Above, float Below);
