@echo off
rem Runs Attune's command line from a clone: attune --help
setlocal
pushd "%~dp0"
call mvnw.cmd -q -B -ntp compile exec:java "-Dexec.args=%*"
set "CODE=%ERRORLEVEL%"
popd
exit /b %CODE%
