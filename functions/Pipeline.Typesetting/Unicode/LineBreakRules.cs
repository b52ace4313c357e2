using Pipeline.Documents.Unicode;
using static Pipeline.Documents.Unicode.LineBreakClass;

namespace Pipeline.Typesetting.Unicode;

/// <summary>What the rules know of the text before a place: as little as decides.</summary>
/// <param name="Last">The last class but for combining marks (LB9) and spaces; SP where what stood before the spaces does not matter.</param>
/// <param name="Spaces">Spaces follow it.</param>
/// <param name="Joiner">The last character is ZWJ.</param>
/// <param name="Run">The sequence that <paramref name="Last"/> ends.</param>
internal readonly record struct LineBreakContext(LineBreakClass Last, bool Spaces, bool Joiner, LineBreakRun Run)
{
    /// <summary>Before the text all is as after a forced break.</summary>
    public static LineBreakContext Start => new(BK, false, false, LineBreakRun.None);
}

internal enum LineBreakRun : byte
{
    None,

    /// <summary>LB25: NU (NU | SY | IS)*.</summary>
    Digits,

    /// <summary>LB25: NU (NU | SY | IS)* (CL | CP).</summary>
    ClosedDigits,

    /// <summary>LB25: (PR | PO) OP, which belong together if NU follows.</summary>
    PrefixOpen,

    /// <summary>LB21a: HL (HY | BA).</summary>
    HebrewHyphen,

    /// <summary>LB30a: an odd number of RI.</summary>
    OddIndicators,

    /// <summary>B2 behind a space or at the start.</summary>
    OpeningDash,
}

/// <summary>
/// The rules LB2 to LB31 of UAX #14 (Unicode 15.0), in their order, for one place at a time. LB1 is done in the data. LB25 is the
/// regular expression of section 8.2, example 7.
/// </summary>
internal sealed class LineBreakRules(bool prose)
{
    /// <summary>What may happen between the text that <paramref name="before"/> describes and a character of class <paramref name="next"/>.</summary>
    public LineBreakKind Before(LineBreakClass next, LineBreakContext before)
    {
        var last = before.Last;
        if (last is BK or LF or NL || (last == CR && next != LF)) return LineBreakKind.Mandatory; // LB4, LB5
        if (next is BK or CR or LF or NL) return LineBreakKind.Prohibited; // LB6
        if (next is SP or ZW) return LineBreakKind.Prohibited; // LB7
        if (last == ZW) return LineBreakKind.Allowed; // LB8
        if (before.Joiner) return LineBreakKind.Prohibited; // LB8a
        if (next is CM or ZWJ && !before.Spaces) return LineBreakKind.Prohibited; // LB9
        return IsProhibited(Resolve(next), before) ? LineBreakKind.Prohibited : LineBreakKind.Allowed;
    }

    /// <summary>What is known behind a character of class <paramref name="next"/>.</summary>
    public LineBreakContext After(LineBreakClass next, LineBreakContext before)
    {
        if (next == SP)
        {
            var kept = before.Last is OP or OPWide or QU or CL or CP or B2 or ZW ? Plain(before.Last) : SP;
            return new LineBreakContext(kept, true, false, LineBreakRun.None);
        }
        var attaches = !before.Spaces && before.Last is not (BK or CR or LF or NL or ZW);
        if (next is CM or ZWJ && attaches) return before with { Joiner = next == ZWJ }; // LB9
        return new LineBreakContext(Resolve(next), false, next == ZWJ, RunAfter(Resolve(next), before));
    }

    private static LineBreakRun RunAfter(LineBreakClass next, LineBreakContext before) => Plain(next) switch
    {
        NU => LineBreakRun.Digits,
        SY or IS when before.Run == LineBreakRun.Digits => LineBreakRun.Digits,
        CL or CP when before.Run == LineBreakRun.Digits => LineBreakRun.ClosedDigits,
        OP when before.Last is PR or PO && !before.Spaces => LineBreakRun.PrefixOpen,
        HY or BA when before.Last == HL => LineBreakRun.HebrewHyphen,
        RI when before.Run != LineBreakRun.OddIndicators => LineBreakRun.OddIndicators,
        B2 when before.Spaces || before.Last is BK or CR or LF or NL => LineBreakRun.OpeningDash,
        _ => LineBreakRun.None,
    };

    private bool IsProhibited(LineBreakClass wideNext, LineBreakContext before)
    {
        var next = Plain(wideNext);
        var last = Plain(before.Last);
        var run = before.Run;

        // These look through spaces.
        if (next == WJ) return true; // LB11
        if (next is EX or CL or CP or IS or SY) return true; // LB13
        if (last == OP) return true; // LB14
        if (last == QU && next == OP) return true; // LB15
        if (last is CL or CP && next == NS) return true; // LB16
        if (last == B2 && next == B2) return true; // LB17
        if (before.Spaces) return false; // LB18

        if (last is WJ or GL) return true; // LB11, LB12
        if (next == GL && last is not (BA or HY)) return true; // LB12a
        if (next == QU || last == QU) return true; // LB19
        if (next == CB || last == CB) return false; // LB20
        if (next is BA or HY or NS || last == BB) return true; // LB21
        if (run == LineBreakRun.HebrewHyphen) return true; // LB21a
        if (last == SY && next == HL) return true; // LB21b
        if (next == IN) return true; // LB22
        if (IsLetter(last) && next == NU) return true; // LB23
        if (last == NU && IsLetter(next)) return true;
        if (last == PR && next is ID or EB or EM) return true; // LB23a
        if (last is ID or EB or EM && next == PO) return true;
        if (last is PR or PO && IsLetter(next)) return true; // LB24
        if (IsLetter(last) && next is PR or PO) return true;
        if (last is PR or PO or HY && next == NU) return true; // LB25
        if (run == LineBreakRun.Digits && next == NU) return true;
        if (run is LineBreakRun.Digits or LineBreakRun.ClosedDigits && next is PO or PR) return true;
        if (last == JL && next is JL or JV or H2 or H3) return true; // LB26
        if (last is JV or H2 && next is JV or JT) return true;
        if (last is JT or H3 && next == JT) return true;
        if (IsHangul(last) && next == PO) return true; // LB27
        if (last == PR && IsHangul(next)) return true;
        if (IsLetter(last) && IsLetter(next)) return true; // LB28
        if (last == IS && IsLetter(next)) return true; // LB29
        if ((IsLetter(last) || last == NU) && wideNext == OP) return true; // LB30
        if (before.Last == CP && (IsLetter(next) || next == NU)) return true;
        if (last == RI && next == RI) return run == LineBreakRun.OddIndicators; // LB30a
        if ((last == EB || before.Last == IDReserved) && next == EM) return true; // LB30b
        // LineBreakOptions.Prose
        return prose && ((last is IS or SY && next == NU) || next == B2 || (run == LineBreakRun.OpeningDash && (IsLetter(next) || next == NU)));
    }

    /// <summary>LB10, and what LB1 leaves to the language: small kana and the like.</summary>
    private LineBreakClass Resolve(LineBreakClass value) => value switch
    {
        CM or ZWJ => AL,
        CJ => prose ? ID : NS,
        _ => value,
    };

    private static LineBreakClass Plain(LineBreakClass value) => value switch
    {
        OPWide => OP,
        IDReserved => ID,
        _ => value,
    };

    private static bool IsLetter(LineBreakClass value) => value is AL or HL;

    private static bool IsHangul(LineBreakClass value) => value is JL or JV or JT or H2 or H3;
}
