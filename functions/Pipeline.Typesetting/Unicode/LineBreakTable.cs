using Pipeline.Documents.Unicode;

namespace Pipeline.Typesetting.Unicode;

/// <summary>
/// The rules of line breaking as an automaton: one step a character, whatever the rules look back at. Made at start from
/// <see cref="LineBreakRules"/> by following every class from every state that can be reached (some 110).
/// </summary>
internal sealed class LineBreakTable
{
    /// <summary>The state before the first character.</summary>
    public const int Start = 0;

    public const int Columns = 64;
    public const int KindShift = 8;

    /// <summary>The place before this character is to be remembered, and closed if a later transition says <see cref="Close"/>.</summary>
    public const int Remember = 1 << 10;

    public const int Close = 1 << 11;

    // Most programs need one of the two.
    private static readonly Lazy<LineBreakTable> DefaultTable = new(() => new LineBreakTable(prose: false));
    private static readonly Lazy<LineBreakTable> ProseTable = new(() => new LineBreakTable(prose: true));
    private static readonly int Classes = Enum.GetValues<LineBreakClass>().Length;

    private LineBreakTable(bool prose)
    {
        var rules = new LineBreakRules(prose);
        var numbers = new Dictionary<LineBreakContext, int> { [LineBreakContext.Start] = Start };
        var contexts = new List<LineBreakContext> { LineBreakContext.Start };
        var transitions = new ushort[(byte.MaxValue + 1) * Columns];
        for (var state = 0; state < contexts.Count; state++)
        {
            var context = contexts[state];
            for (var column = 0; column < Classes; column++)
            {
                var next = (LineBreakClass)column;
                var kind = rules.Before(next, context);
                var after = rules.After(next, context);
                if (!numbers.TryGetValue(after, out var number))
                {
                    numbers.Add(after, number = contexts.Count);
                    contexts.Add(after);
                }
                var note = after.Run == LineBreakRun.PrefixOpen && context.Run != LineBreakRun.PrefixOpen ? Remember
                    : context.Run == LineBreakRun.PrefixOpen && next == LineBreakClass.NU ? Close
                    : 0;
                transitions[state * Columns + column] = (ushort)(checked((byte)number) | ((int)kind << KindShift) | note);
            }
        }
        Transitions = transitions;
    }

    /// <summary>The default rules.</summary>
    public static LineBreakTable Default => DefaultTable.Value;

    /// <summary>The rules of <see cref="LineBreakOptions.Prose"/>.</summary>
    public static LineBreakTable Prose => ProseTable.Value;

    /// <summary>At <c>state * Columns + class</c>: the next state in the low byte, the <see cref="LineBreakKind"/>, and the two flags.</summary>
    public ushort[] Transitions { get; }
}
