using System.Globalization;
using Xunit;

namespace Pipeline.Testing;

/// <summary>
/// The files of the Unicode Character Database that Debian's package unicode-data installs: data and conformance tests. A test that
/// needs one skips, visibly, where it is absent.
/// </summary>
public static class UnicodeFiles
{
    public const string Folder = "/usr/share/unicode";

    /// <summary>The lines of a conformance test that are not empty or comments, without their comments. Larger files are installed compressed.</summary>
    public static IEnumerable<string> Read(string name)
    {
        var path = Path.Combine(Folder, name);
        if (!File.Exists(path) && File.Exists(path + ".bz2"))
        {
            Tools.Require("bzip2", "bzip2");
            return Content(Tools.Run("bzip2", "-dc", path + ".bz2").Output.Split('\n'));
        }
        Assert.SkipUnless(File.Exists(path), $"{path} is not on this machine (Debian package unicode-data).");
        return Content(File.ReadLines(path));
    }

    /// <summary>The string that code points in hexadecimal, separated by spaces, stand for.</summary>
    public static string Text(string codePoints) => string.Concat(codePoints
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(c => int.Parse(c, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        .Select(c => c is >= 0xD800 and < 0xE000 ? ((char)c).ToString() : char.ConvertFromUtf32(c)));

    private static IEnumerable<string> Content(IEnumerable<string> lines) =>
        lines.Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0);
}
