using Pipeline.Documents.Unicode;

namespace Pipeline.Documents.Tests.Unicode;

public class ScriptsTests
{
    [Theory]
    [InlineData('a', Script.Latin)]
    [InlineData('é', Script.Latin)]
    [InlineData('Ж', Script.Cyrillic)]
    [InlineData('ω', Script.Greek)]
    [InlineData('م', Script.Arabic)]
    [InlineData('ש', Script.Hebrew)]
    [InlineData('保', Script.Han)]
    [InlineData('한', Script.Hangul)]
    [InlineData('の', Script.Hiragana)]
    [InlineData('ก', Script.Thai)]
    [InlineData('अ', Script.Devanagari)]
    [InlineData(' ', Script.Common)]
    [InlineData(0x0301, Script.Inherited)]
    [InlineData(0x1D400, Script.Common)]
    [InlineData(0x20000, Script.Han)]
    [InlineData(0xD800, Script.Unknown)]
    [InlineData(0x10FFFF, Script.Unknown)]
    public void Characters_have_their_script(int codePoint, Script expected) => Assert.Equal(expected, Scripts.Of(codePoint));

    [Theory]
    [InlineData(Script.Latin, "Latn")]
    [InlineData(Script.Common, "Zyyy")]
    [InlineData(Script.Arabic, "Arab")]
    [InlineData(Script.Han, "Hani")]
    [InlineData(Script.Cyrillic, "Cyrl")]
    [InlineData(Script.ZanabazarSquare, "Zanb")]
    public void Scripts_have_their_tag(Script script, string tag) => Assert.Equal(tag, Scripts.Tag(script));

    [Fact]
    public void Marks_used_with_several_scripts_list_them()
    {
        Assert.Equal([Script.Bopomofo, Script.Hangul, Script.Han, Script.Hiragana, Script.Katakana, Script.Yi], Scripts.Extensions('。').ToArray());
        Assert.Contains(Script.Arabic, Scripts.Extensions('،').ToArray());
        Assert.Equal(0, Scripts.Extensions('a').Length);
    }
}
